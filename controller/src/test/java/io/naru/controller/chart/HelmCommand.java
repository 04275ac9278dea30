package io.naru.controller.chart;

import com.marcnuri.helm.TemplateCommand;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A `helm install` of the documents, as it is written there.
///
/// @param files of values, in the repository
/// @param values by their paths
public record HelmCommand(
    String release, String namespace, List<Path> files, Map<String, String> values) {
  private static final Path ROOT = Chart.FOLDER.resolve("../..").normalize();
  private static final Pattern SHAPE =
      Pattern.compile(
          "helm (?:install|upgrade --install) (\\S+) charts/naru --namespace (\\S+)"
              + " --create-namespace((?: (?:-f|--set) \\S+)*)");
  private static final Pattern OPTION = Pattern.compile(" (-f|--set) (\\S+)");

  /// Reads one.
  ///
  /// @throws AssertionError if it is not one that this test understands
  public static HelmCommand parse(String line) {
    Matcher shape = SHAPE.matcher(line.strip());
    if (!shape.matches()) {
      throw new AssertionError("not a command that can be checked: " + line);
    }
    List<Path> files = new ArrayList<>();
    Map<String, String> values = new LinkedHashMap<>();
    Matcher option = OPTION.matcher(shape.group(3));
    while (option.find()) {
      if (option.group(1).equals("-f")) {
        files.add(ROOT.resolve(option.group(2)));
      } else {
        int equals = option.group(2).indexOf('=');
        values.put(option.group(2).substring(0, equals), option.group(2).substring(equals + 1));
      }
    }
    return new HelmCommand(shape.group(1), shape.group(2), files, values);
  }

  /// What it would install.
  public Rendered rendered() {
    TemplateCommand command = Chart.template(release, namespace);
    files.forEach(command::withValuesFile);
    values.forEach(command::set);
    return Rendered.of(command.call());
  }
}
