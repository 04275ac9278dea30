package io.naru.controller.chart;

import com.marcnuri.helm.InstallCommand;
import com.marcnuri.helm.TemplateCommand;
import com.marcnuri.helm.UpgradeCommand;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A `helm install` or `helm upgrade` of the documents, as it is written there. An upgrade keeps
/// what was set before, which without its third flag it does not.
///
/// @param upgrade whether it changes what is installed
/// @param files of values, in the repository
/// @param values by their paths
public record HelmCommand(
    boolean upgrade,
    String release,
    String namespace,
    List<Path> files,
    Map<String, String> values) {
  private static final Path ROOT = Chart.FOLDER.resolve("../..").normalize();
  private static final Pattern SHAPE =
      Pattern.compile(
          "helm (install|upgrade) (\\S+) charts/naru --namespace (\\S+)"
              + " (--create-namespace|--reset-then-reuse-values)((?: (?:-f|--set) \\S+)*)");
  private static final Pattern OPTION = Pattern.compile(" (-f|--set) (\\S+)");

  /// Reads one.
  ///
  /// @throws AssertionError if it is not one that this test understands
  public static HelmCommand parse(String line) {
    Matcher shape = SHAPE.matcher(line.strip());
    if (!shape.matches() || shape.group(1).equals("upgrade") != shape.group(4).contains("reuse")) {
      throw new AssertionError("not a command that can be checked: " + line);
    }
    List<Path> files = new ArrayList<>();
    Map<String, String> values = new LinkedHashMap<>();
    Matcher option = OPTION.matcher(shape.group(5));
    while (option.find()) {
      if (option.group(1).equals("-f")) {
        files.add(ROOT.resolve(option.group(2)));
      } else {
        int equals = option.group(2).indexOf('=');
        values.put(option.group(2).substring(0, equals), option.group(2).substring(equals + 1));
      }
    }
    return new HelmCommand(
        shape.group(1).equals("upgrade"), shape.group(2), shape.group(3), files, values);
  }

  /// What is installed once the other was upgraded by this.
  public HelmCommand after(HelmCommand other) {
    Map<String, String> all = new LinkedHashMap<>(other.values);
    all.putAll(values);
    return new HelmCommand(false, other.release, other.namespace, other.files, all);
  }

  /// Has Helm do it.
  void run(Path kubeconfig) {
    if (upgrade) {
      UpgradeCommand command =
          Chart.helm().upgrade().withName(release).withNamespace(namespace).resetThenReuseValues();
      files.forEach(command::withValuesFile);
      values.forEach(command::set);
      command.withKubeConfig(kubeconfig).call();
    } else {
      InstallCommand command =
          Chart.helm().install().withName(release).withNamespace(namespace).createNamespace();
      files.forEach(command::withValuesFile);
      values.forEach(command::set);
      command.withKubeConfig(kubeconfig).call();
    }
  }

  /// What it would install.
  public Rendered rendered() {
    TemplateCommand command = Chart.template(release, namespace);
    files.forEach(command::withValuesFile);
    values.forEach(command::set);
    return Rendered.of(command.call());
  }
}
