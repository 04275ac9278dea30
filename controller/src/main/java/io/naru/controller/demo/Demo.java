package io.naru.controller.demo;

import io.fabric8.kubernetes.api.model.Service;
import io.naru.controller.watch.manifest.ManifestReader;
import io.naru.controller.watch.manifest.Reading;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// A copy of the examples in a folder of its own, and a server behind each of their Services.
///
/// Thread rule: opened and closed by one thread.
public final class Demo implements AutoCloseable {
  private final Path folder;
  private final List<Example> examples = new ArrayList<>();
  private final List<DemoServer> servers = new ArrayList<>();

  private Demo(Path folder) {
    this.folder = folder;
  }

  /// The ports that the copies name instead of 8080 and 8443.
  public record Ports(int http, int https) {
    private String into(String text) {
      return text.replace(":8080", ":" + http).replace(":8443", ":" + https);
    }
  }

  /// Copies the examples and starts the servers.
  ///
  /// @param source the folder of the examples
  /// @param folder where the copies go; it is there and empty
  public static Demo open(Path source, Path folder, Ports ports) throws IOException {
    Demo demo = new Demo(folder);
    try {
      for (Path file : manifests(source)) {
        String text = ports.into(Files.readString(file));
        Files.writeString(folder.resolve(file.getFileName()), text);
        demo.add(file, text);
      }
      return demo;
    } catch (IOException e) {
      demo.close();
      throw e;
    }
  }

  private static List<Path> manifests(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList();
    }
  }

  private void add(Path file, String text) throws IOException {
    examples.add(Example.read(text));
    List<DemoService> services =
        switch (new ManifestReader().read(file.toString(), text.getBytes(StandardCharsets.UTF_8))) {
          case Reading.Manifests manifests ->
              manifests.objects().stream()
                  .filter(Service.class::isInstance)
                  .map(Service.class::cast)
                  .map(DemoService::of)
                  .toList();
          case Reading.Unreadable(String reason) -> throw new IOException(file + " " + reason);
        };
    for (DemoService service : services) {
      DemoServer server = DemoServer.behind(service);
      servers.add(server);
      Files.writeString(
          folder.resolve("endpoints-" + service.namespace() + "-" + service.name() + ".yaml"),
          service.slice(server.port()));
    }
  }

  public Path folder() {
    return folder;
  }

  public List<Example> examples() {
    return List.copyOf(examples);
  }

  /// Ends the servers and takes the folder away.
  @Override
  public void close() {
    servers.forEach(DemoServer::close);
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
      Files.delete(folder);
    } catch (IOException _) {
      // somebody put more into it: then it stays
    }
  }
}
