package io.naru.controller;

import io.naru.controller.demo.Example;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/// What the quickstart says once it serves: for each example the commands to try, and what they
/// show.
record QuickstartText(Path folder, List<Example> examples, int http) {

  String text() {
    return """

    Naru serves the examples in %s
    (the folder goes away when Naru ends). What to try, in another terminal:

    %s
    %s
    Ctrl-C ends it.
    """
        .formatted(
            folder,
            examples.stream().map(QuickstartText::example).collect(Collectors.joining("\n")),
            example(edit()));
  }

  private static String example(Example example) {
    return example.attempts().stream()
        .map(QuickstartText::attempt)
        .collect(Collectors.joining("", example.title() + "\n", ""));
  }

  private static String attempt(Example.Attempt attempt) {
    String shown = attempt.shows().isEmpty() ? "" : "    > " + attempt.shows() + "\n";
    return "    $ " + attempt.command() + "\n" + shown;
  }

  private Example edit() {
    return new Example(
        "Edit a file, and the next request follows it.",
        List.of(
            new Example.Attempt(
                "sed -i.bak s/shop.example.test/kiosk.example.test/ "
                    + folder.resolve("10-host-and-path.yaml"),
                ""),
            new Example.Attempt(
                "curl -s --resolve kiosk.example.test:%d:127.0.0.1 http://kiosk.example.test:%d/"
                    .formatted(http, http),
                "shop")));
  }
}
