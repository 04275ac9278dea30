package io.naru.controller;

import java.util.Locale;

/// The flags of `serve`, under the upstream controller's names and with its defaults.
enum Flag {
  MANIFESTS(
      Group.OBJECTS,
      Kind.FOLDER,
      "",
      "Serves the Kubernetes YAML of this folder, instead of a cluster, and follows its changes."),
  INGRESS_CLASS(
      Group.OBJECTS,
      Kind.NAME,
      "nginx",
      "Ingresses that name this class in the old annotation are served."),
  CONTROLLER_CLASS(
      Group.OBJECTS,
      Kind.NAME,
      "k8s.io/ingress-nginx",
      "Serves the IngressClasses of this controller."),
  INGRESS_CLASS_BY_NAME(
      Group.OBJECTS,
      Kind.SWITCH,
      "false",
      "The IngressClass named as --ingress-class says is served, whatever its controller."),
  WATCH_INGRESS_WITHOUT_CLASS(
      Group.OBJECTS, Kind.SWITCH, "false", "Ingresses that name no class are served too."),
  WATCH_NAMESPACE(
      Group.OBJECTS,
      Kind.NAME,
      "",
      "Only the objects of this namespace count; in a cluster it has to be there at the start."),
  WATCH_NAMESPACE_SELECTOR(
      Group.OBJECTS,
      Kind.LABELS,
      "",
      "Only the Ingresses of the namespaces with these labels count, as in team=shop,tier!=test."),
  DISABLE_CATCH_ALL(
      Group.OBJECTS, Kind.SWITCH, "false", "Ingresses with a spec.defaultBackend are not served."),
  ANNOTATIONS_PREFIX(
      Group.OBJECTS, Kind.NAME, "nginx.ingress.kubernetes.io", "What annotations begin with."),
  CONFIGMAP(
      Group.OBJECTS,
      Kind.OBJECT,
      "",
      "The ConfigMap with the settings of all Ingresses; with --manifests it need not be named if"
          + " it is ingress-nginx/ingress-nginx-controller."),
  DEFAULT_BACKEND_SERVICE(
      Group.OBJECTS,
      Kind.OBJECT,
      "",
      "The Service that gets the requests which no rule takes; without it they get 404."),
  DEFAULT_SSL_CERTIFICATE(
      Group.OBJECTS,
      Kind.OBJECT,
      "",
      "The Secret of the certificate for names that have none of their own; without it one is"
          + " made."),
  SECRETS(
      Group.OBJECTS,
      Kind.READING,
      "watch",
      "watch follows all Secrets; by-name reads each that is referred to, at first and once a"
          + " minute, and needs no right to list Secrets."),
  DISABLE_SVC_EXTERNAL_NAME(
      Group.OBJECTS, Kind.SWITCH, "false", "Services of type ExternalName get no endpoint."),
  KUBECONFIG(
      Group.SERVER,
      Kind.FILE,
      "",
      "How the API server is reached; without it as the account of the pod that this runs in."),
  APISERVER_HOST(
      Group.SERVER, Kind.URL, "", "Where the API server is, whatever --kubeconfig says of it."),
  CERTIFICATE_AUTHORITY(
      Group.SERVER, Kind.FILE, "", "PEM file of the CA that vouches for --apiserver-host."),
  SYNC_PERIOD(
      Group.SERVER,
      Kind.DURATION,
      "0",
      "How often what was watched is compared with what the API server has; 0 is once a minute."),
  STATUS(
      Group.WRITES,
      Kind.STATUS,
      "on",
      "Whether the addresses of Naru go into the status of Ingresses; observe says and counts what"
          + " would be written, so that another controller may serve the same class."),
  UPDATE_STATUS(Group.WRITES, Kind.SWITCH, "true", "false is --status=off."),
  PUBLISH_SERVICE(
      Group.WRITES,
      Kind.OBJECT,
      "",
      "The Service whose addresses those are; without it and --publish-status-address those of the"
          + " nodes that the replicas run on."),
  PUBLISH_STATUS_ADDRESS(Group.WRITES, Kind.ADDRESSES, "", "Those addresses, separated by commas."),
  REPORT_NODE_INTERNAL_IP_ADDRESS(
      Group.WRITES,
      Kind.SWITCH,
      "false",
      "The internal addresses of nodes, not the external ones."),
  STATUS_UPDATE_INTERVAL(
      Group.WRITES, Kind.SECONDS, "60", "How often addresses are looked for; 5 at least."),
  UPDATE_STATUS_ON_SHUTDOWN(
      Group.WRITES,
      Kind.SWITCH,
      "true",
      "The last replica takes its address out of the status of Ingresses, if it has one alone."),
  ELECTION_ID(
      Group.WRITES,
      Kind.NAME,
      "ingress-controller-leader",
      "The Lease, in the namespace of the pod, by which replicas elect the one that writes; two"
          + " controllers in one namespace need two."),
  ELECTION_TTL(
      Group.WRITES, Kind.DURATION, "30s", "How long the others wait for a leader that is silent."),
  DISABLE_LEADER_ELECTION(
      Group.WRITES, Kind.SWITCH, "false", "Nobody is elected, and no status is written."),
  DISABLE_SYNC_EVENTS(
      Group.WRITES, Kind.SWITCH, "false", "No Events are written beside Ingresses and ConfigMaps."),
  HTTP_PORT(Group.PORTS, Kind.PORT, "80", "Takes HTTP/1.1, and HTTP/2 by prior knowledge."),
  HTTPS_PORT(Group.PORTS, Kind.PORT, "443", "Takes TLS with HTTP/1.1 and HTTP/2."),
  BIND_ADDRESS(
      Group.PORTS, Kind.ADDRESS, "", "The one address that both listen on; without it all."),
  ADVERTISED_HTTP_PORT(Group.PORTS, Kind.PORT, "", "What clients see instead of --http-port."),
  ADVERTISED_HTTPS_PORT(Group.PORTS, Kind.PORT, "", "What clients see instead of --https-port."),
  HEALTHZ_PORT(Group.PORTS, Kind.PORT, "10254", "Has /livez, /readyz, /healthz and /metrics."),
  HEALTHZ_HOST(
      Group.PORTS,
      Kind.ADDRESS,
      "",
      "The one address that --healthz-port listens on; without it all."),
  HEALTH_CHECK_PATH(
      Group.PORTS,
      Kind.PATH,
      "/healthz",
      "What /healthz is called, there and for requests of no known host."),
  STATUS_PORT(
      Group.PORTS,
      Kind.PORT,
      "10246",
      "Has the admin view, on 127.0.0.1 alone; with --manifests a free port is taken where this one"
          + " is not."),
  VALIDATING_WEBHOOK(
      Group.ADMISSION,
      Kind.LISTEN,
      "",
      "Where the API server asks whether an Ingress may be stored, as in :8443; without it"
          + " nowhere."),
  VALIDATING_WEBHOOK_CERTIFICATE(
      Group.ADMISSION,
      Kind.FILE,
      "",
      "Its certificate with its chain, in PEM; followed when replaced."),
  VALIDATING_WEBHOOK_KEY(Group.ADMISSION, Kind.FILE, "", "The key of that certificate, in PEM."),
  VALIDATING_WEBHOOK_SELF_SIGNED(
      Group.ADMISSION,
      Kind.NAME,
      "",
      "Instead of both, the Secret of the own namespace in which the leader keeps a certificate"
          + " that it makes and renews; all replicas serve it."),
  VALIDATING_WEBHOOK_CONFIGURATION(
      Group.ADMISSION,
      Kind.NAME,
      "",
      "The ValidatingWebhookConfiguration that is told of the authorities of such certificates."),
  VALIDATING_WEBHOOK_SERVICE(
      Group.ADMISSION,
      Kind.NAME,
      "",
      "The Service of the own namespace by which the API server finds the webhook, so whose names"
          + " such a certificate has."),
  VALIDATING_WEBHOOK_CLIENT_CA(
      Group.ADMISSION,
      Kind.FILE,
      "",
      "Who has a certificate of these authorities (PEM), as the API server should, gets an answer,"
          + " and nobody else; without it whoever can connect."),
  ENABLE_METRICS(
      Group.PROCESS,
      Kind.SWITCH,
      "false",
      "Accepted; the metrics of the program and its configuration are always on /metrics."),
  MAX_CLIENT_CONNECTIONS(
      Group.PROCESS,
      Kind.NUMBER,
      "",
      "How many connections of clients may be open; without it nearly half of the file descriptors"
          + " that the process may have."),
  MAX_ENDPOINT_CONNECTIONS(
      Group.PROCESS,
      Kind.NUMBER,
      "",
      "How many connections to endpoints may be open; without it as many."),
  MAX_CONNECTIONS_PER_ENDPOINT(
      Group.PROCESS,
      Kind.NUMBER,
      "",
      "How many of them may lead to one endpoint; without it half of them."),
  SHUTDOWN_GRACE_PERIOD(
      Group.PROCESS,
      Kind.SECONDS,
      "0",
      "After SIGTERM, how long connections are still accepted while readiness is off. What is under"
          + " way then may go on for worker-shutdown-timeout (ConfigMap); a second SIGTERM waits"
          + " for nobody."),
  POST_SHUTDOWN_GRACE_PERIOD(
      Group.PROCESS, Kind.SECONDS, "0", "How long the process stays after the last request."),
  LOG_FORMAT(
      Group.PROCESS,
      Kind.FORMAT,
      "",
      "human, plain or json; without it what NARU_LOG says, else human on a terminal and plain"
          + " elsewhere."),
  V(Group.PROCESS, Kind.NUMBER, "0", "From 3 on the log says what helps to find defects.");

  /// Where the help shows it.
  enum Group {
    OBJECTS("Which objects are served"),
    SERVER("The API server"),
    WRITES("What is written to the cluster"),
    PORTS("Where it listens"),
    ADMISSION("The admission webhook"),
    PROCESS("The process");

    private final String heading;

    Group(String heading) {
      this.heading = heading;
    }

    String heading() {
      return heading;
    }
  }

  /// What its value is.
  enum Kind {
    ADDRESS("IP"),
    ADDRESSES("IP|NAME,..."),
    DURATION("DURATION"),
    FILE("FILE"),
    FOLDER("DIR"),
    FORMAT("FORMAT"),
    LABELS("LABELS"),
    LISTEN("[IP]:PORT"),
    NAME("NAME"),
    NUMBER("N"),
    OBJECT("NAMESPACE/NAME"),
    PATH("PATH"),
    PORT("PORT"),
    READING("watch|by-name"),
    SECONDS("SECONDS"),
    STATUS("on|observe|off"),
    SWITCH("true|false"),
    URL("URL");

    private final String label;

    Kind(String label) {
      this.label = label;
    }

    String label() {
      return label;
    }
  }

  private final Group group;
  private final Kind kind;
  private final String otherwise;
  private final String description;

  Flag(Group group, Kind kind, String otherwise, String description) {
    this.group = group;
    this.kind = kind;
    this.otherwise = otherwise;
    this.description = description;
  }

  Group group() {
    return group;
  }

  Kind kind() {
    return kind;
  }

  /// Its value where it is not given; empty for none.
  String otherwise() {
    return otherwise;
  }

  String description() {
    return description;
  }

  /// As it is written, `--http-port` say.
  @Override
  public String toString() {
    return "--" + name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
