package io.naru.controller.watch.manifest;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.comments.CommentLine;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.composer.Composer;
import org.snakeyaml.engine.v2.constructor.StandardConstructor;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/// The YAML library under bounds that it does not have itself: untrusted text cannot exhaust the
/// stack by nesting or the heap by values. Tags that would construct types are refused by the
/// library; what aliases expand to is bounded by [PlainTree]. JSON is read as the YAML that it is.
///
/// Thread rule: one text, one thread.
final class BoundedYaml extends Composer {
  /// Nesting of an Ingress is below 15.
  static final int MAX_DEPTH = 100;

  private static final int MAX_ALIASES = 1_000;

  private final Bounds bounds;
  private int depth;
  private int values;

  private BoundedYaml(String text, LoadSettings settings, Bounds bounds) {
    super(settings, new ParserImpl(settings, new StreamReader(settings, text)));
    this.bounds = bounds;
  }

  private static LoadSettings settings(Bounds bounds) {
    return LoadSettings.builder()
        .setSchema(new CoreSchema())
        .setCodePointLimit(bounds.bytes())
        .setMaxAliasesForCollections(MAX_ALIASES)
        .build();
  }

  /// Loads the documents of a text one by one; an empty one is given as such.
  ///
  /// @throws YamlEngineException at the first place that is not well-formed or beyond a bound
  static void load(String text, Bounds bounds, Consumer<Optional<Object>> document) {
    LoadSettings settings = settings(bounds);
    BoundedYaml nodes = new BoundedYaml(text, settings, bounds);
    StandardConstructor constructor = new StandardConstructor(settings);
    while (nodes.hasNext()) {
      Optional<Node> node = Optional.of(nodes.next());
      document.accept(Optional.ofNullable(constructor.constructSingleDocument(node)));
    }
  }

  @Override
  protected Node composeScalarNode(Optional<Anchor> anchor, List<CommentLine> comments) {
    count();
    return super.composeScalarNode(anchor, comments);
  }

  @Override
  protected SequenceNode composeSequenceNode(Optional<Anchor> anchor) {
    descend();
    SequenceNode node = super.composeSequenceNode(anchor);
    depth--;
    return node;
  }

  @Override
  protected Node composeMappingNode(Optional<Anchor> anchor) {
    descend();
    Node node = super.composeMappingNode(anchor);
    depth--;
    return node;
  }

  private void descend() {
    count();
    if (++depth > MAX_DEPTH) {
      throw new YamlEngineException("it is nested deeper than " + MAX_DEPTH + " levels");
    }
  }

  private void count() {
    if (++values > bounds.values()) {
      throw new YamlEngineException(bounds.tooManyValues());
    }
  }
}
