import com.google.googlejavaformat.java.Main;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Formats every Java file below a folder (`apply`), or fails naming the files that are not
 * formatted (`check`).
 */
class Format {
  public static void main(String[] args) throws Exception {
    boolean apply = args[0].equals("apply");
    List<String> command =
        new ArrayList<>(
            apply ? List.of("--replace") : List.of("--dry-run", "--set-exit-if-changed"));
    try (var files = Files.walk(Path.of(args[1]))) {
      files
          .map(Path::toString)
          .filter(f -> f.endsWith(".java") && !f.contains("/target/"))
          .sorted()
          .forEach(command::add);
    }
    var out = new PrintWriter(System.out, true);
    int status =
        new Main(out, new PrintWriter(System.err, true), System.in)
            .format(command.toArray(String[]::new));
    out.flush();
    if (status != 0) {
      System.err.println(
          "Not formatted (or not Java): the files above. To mend: mvn -N validate -Dformat=apply");
      System.exit(status);
    }
  }
}
