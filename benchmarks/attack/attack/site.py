"""What Naru serves while it is attacked: an honest host and the attackers' own, in one namespace."""

import base64
import os

NAMESPACE = "attack"
PORT = 8080
OWN_ADDRESS = "10.88.0.1"

# Whom the endpoints of a host are, by address: see peers.py.
HONEST, ENDLESS, SINK, SILENT = ("10.88.0.%d" % host for host in (1, 2, 3, 4))
HOSTS = {
    "honest.test": HONEST,
    "endless.test": ENDLESS,
    "sink.test": SINK,
    "silent.test": SILENT,
}
LOOP_HOST = "loop.test"
SECRETS, CONFIG_MAPS = 200, 200
LARGE = 1_000_000


def _of(kind, group="/api/v1"):
    return "%s/namespaces/%s/%s" % (group, NAMESPACE, kind)


def _meta(name, **more):
    return dict({"namespace": NAMESPACE, "name": name}, **more)


def namespace():
    return "/api/v1/namespaces", {"metadata": {"name": NAMESPACE}}


def everything(http_port):
    """The class, the settings, and for each host a Service, its slice and an Ingress."""
    yield (
        "/apis/networking.k8s.io/v1/ingressclasses",
        {"metadata": {"name": "nginx"}, "spec": {"controller": "k8s.io/ingress-nginx"}},
    )
    yield _of("configmaps"), {
        "metadata": _meta("settings"),
        "data": {"keep-alive-requests": "1000000"},
    }
    for host, address in HOSTS.items():
        name = host.partition(".")[0]
        yield _of("services"), _service(name, {"clusterIP": "None", "ports": [_port(PORT)]})
        yield _of("endpointslices", "/apis/discovery.k8s.io/v1"), _slice(name, address)
        yield _ingress(host, name, PORT)
    loop = {"type": "ExternalName", "externalName": OWN_ADDRESS, "ports": [_port(http_port)]}
    yield _of("services"), _service("loop", loop)
    yield _ingress(LOOP_HOST, "loop", http_port)


def _port(port):
    return {"name": "http", "port": port, "targetPort": port}


def _service(name, spec):
    return {"metadata": _meta(name), "spec": spec}


def _slice(name, address):
    return {
        "metadata": _meta(name, labels={"kubernetes.io/service-name": name}),
        "addressType": "IPv4",
        "endpoints": [{"addresses": [address], "conditions": {"ready": True}}],
        "ports": [{"name": "http", "port": PORT, "protocol": "TCP"}],
    }


def _ingress(host, service, port):
    backend = {"service": {"name": service, "port": {"number": port}}}
    rule = {"path": "/", "pathType": "Prefix", "backend": backend}
    return _of("ingresses", "/apis/networking.k8s.io/v1"), {
        "metadata": _meta(host.replace(".", "-")),
        "spec": {
            "ingressClassName": "nginx",
            "rules": [{"host": host, "http": {"paths": [rule]}}],
        },
    }


def large_objects():
    """Secrets and ConfigMaps that nobody refers to, each as large as an API server takes it."""
    filling = base64.b64encode(os.urandom(LARGE * 3 // 4)).decode()
    for i in range(SECRETS):
        yield _of("secrets"), {"metadata": _meta("large-%d" % i), "data": {"blob": filling}}
    for i in range(CONFIG_MAPS):
        yield _of("configmaps"), {"metadata": _meta("large-%d" % i), "data": {"blob": filling}}
