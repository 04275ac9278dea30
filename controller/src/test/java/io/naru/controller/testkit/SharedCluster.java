package io.naru.controller.testkit;

import java.nio.file.Path;
import java.util.Optional;

/// The API server that all tests of a JVM share, if there is one.
///
/// Thread rule: made once; its values never change.
record SharedCluster(Optional<TestCluster> cluster) implements AutoCloseable {
  private static final String PROPERTY = "naru.test.kubeconfig";

  /// A server that is there already.
  private record Given(Path kubeconfig) implements TestCluster {
    @Override
    public String description() {
      return "the API server of " + kubeconfig;
    }

    @Override
    public void close() {}
  }

  /// Finds one, and says once which.
  @SuppressWarnings("SystemOut")
  static SharedCluster find() {
    Optional<TestCluster> found =
        Optional.ofNullable(System.getProperty(PROPERTY))
            .<TestCluster>map(it -> new Given(Path.of(it)))
            .or(K3s::start)
            .or(() -> LocalProgram.find().map(it -> PrivateCluster.start(it)));
    System.out.println(
        found
            .map(it -> "Tests on a real API server use " + it.description())
            .orElse(
                "Tests on a real API server are skipped: `make testcluster` builds one, -D"
                    + PROPERTY
                    + "=FILE names another"));
    return new SharedCluster(found);
  }

  @Override
  public void close() {
    cluster.ifPresent(TestCluster::close);
  }
}
