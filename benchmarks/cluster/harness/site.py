"""The cluster: so many hosts, each with an Ingress, a Service and an EndpointSlice of two endpoints."""

NAMESPACE = "bench"
SERVICES = "/api/v1/namespaces/%s/services" % NAMESPACE
SLICES = "/apis/discovery.k8s.io/v1/namespaces/%s/endpointslices" % NAMESPACE
INGRESSES = "/apis/networking.k8s.io/v1/namespaces/%s/ingresses" % NAMESPACE
PORT = 8080
ADDRESSES = {"a": ["10.88.0.1", "10.88.0.2"], "b": ["10.88.0.3", "10.88.0.4"]}


def host(i):
    return "h%d.bench.test" % i


def _name(i):
    return "h%d" % i


def _meta(i, **more):
    return dict({"namespace": NAMESPACE, "name": _name(i)}, **more)


def namespace():
    body = {"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": NAMESPACE}}
    return "/api/v1/namespaces", body


def ingress_class():
    body = {
        "apiVersion": "networking.k8s.io/v1",
        "kind": "IngressClass",
        "metadata": {"name": "nginx"},
        "spec": {"controller": "k8s.io/ingress-nginx"},
    }
    return "/apis/networking.k8s.io/v1/ingressclasses", body


def service(i):
    port = {"name": "http", "port": 80, "targetPort": PORT}
    body = {
        "apiVersion": "v1",
        "kind": "Service",
        "metadata": _meta(i),
        "spec": {"clusterIP": "None", "ports": [port]},
    }
    return SERVICES, body


def endpoint_slice(i, backend):
    """Both endpoints lead to one backend, so that any answer tells which slice is in effect."""
    ready = {"ready": True}
    body = {
        "apiVersion": "discovery.k8s.io/v1",
        "kind": "EndpointSlice",
        "metadata": _meta(i, labels={"kubernetes.io/service-name": _name(i)}),
        "addressType": "IPv4",
        "endpoints": [{"addresses": [it], "conditions": ready} for it in ADDRESSES[backend]],
        "ports": [{"name": "http", "port": PORT, "protocol": "TCP"}],
    }
    return SLICES, body


def ingress(i, path="/"):
    backend = {"service": {"name": _name(i), "port": {"name": "http"}}}
    rule = {"path": path, "pathType": "Prefix", "backend": backend}
    body = {
        "apiVersion": "networking.k8s.io/v1",
        "kind": "Ingress",
        "metadata": _meta(i),
        "spec": {
            "ingressClassName": "nginx",
            "rules": [{"host": host(i), "http": {"paths": [rule]}}],
        },
    }
    return INGRESSES, body


def everything(hosts):
    yield namespace()
    yield ingress_class()
    for i in range(hosts):
        yield service(i)
        yield endpoint_slice(i, "a")
        yield ingress(i)
