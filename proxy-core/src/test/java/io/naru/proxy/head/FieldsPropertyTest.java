package io.naru.proxy.head;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Field blocks against a list of pairs, and the known names against a map. */
class FieldsPropertyTest {
  private static final Map<String, KnownField> KNOWN =
      Arrays.stream(KnownField.values())
          .filter(field -> field != KnownField.OTHER)
          .collect(Collectors.toMap(KnownField::wireName, Function.identity()));

  /** One line, and whether it is taken out again. */
  record Line(String name, String value, boolean removed) {
    boolean is(String lowerName) {
      return !removed && name.toLowerCase(Locale.ROOT).equals(lowerName);
    }
  }

  private static Fields block(List<Line> lines) {
    Fields fields = new Fields(0, 0);
    for (Line line : lines) {
      fields.add(line.name, line.value);
      if (line.removed) {
        fields.remove(fields.count() - 1);
      }
    }
    return fields;
  }

  private static List<String> kept(Fields fields) {
    return IntStream.range(0, fields.count())
        .filter(i -> !fields.isDropped(i, 0))
        .mapToObj(i -> fields.name(i) + ": " + fields.value(i))
        .toList();
  }

  private static List<String> keptOf(List<Line> lines) {
    return lines.stream().filter(l -> !l.removed).map(l -> l.name + ": " + l.value).toList();
  }

  @Property
  void aNameIsFoundWhereItStands(@ForAll("lines") List<Line> lines, @ForAll("names") String name) {
    Fields fields = block(lines);
    String lower = name.toLowerCase(Locale.ROOT);
    List<Integer> found = new ArrayList<>();
    for (int i = fields.indexOf(Ascii.bytes(lower), 0);
        i >= 0;
        i = fields.indexOf(Ascii.bytes(lower), i + 1)) {
      found.add(i);
    }
    assertThat(found)
        .isEqualTo(
            IntStream.range(0, lines.size()).filter(i -> lines.get(i).is(lower)).boxed().toList());
  }

  @Property
  void aKnownFieldIsFoundWhereItStands(
      @ForAll("lines") List<Line> lines, @ForAll KnownField field) {
    Fields fields = block(lines);
    List<Integer> found = new ArrayList<>();
    for (int i = fields.indexOf(field, 0); i >= 0; i = fields.indexOf(field, i + 1)) {
      found.add(i);
    }
    assertThat(found)
        .isEqualTo(
            IntStream.range(0, lines.size())
                .filter(i -> !lines.get(i).removed)
                .filter(i -> known(lines.get(i).name) == field)
                .boxed()
                .toList());
  }

  private static KnownField known(String name) {
    return KNOWN.getOrDefault(name.toLowerCase(Locale.ROOT), KnownField.OTHER);
  }

  @Property
  void aNameIsKnownWhateverItsCase(@ForAll("names") String name) {
    byte[] bytes = Ascii.bytes("<" + name + ">");
    assertThat(KnownField.of(bytes, 1, bytes.length - 1)).isEqualTo(known(name));
  }

  @Property
  void aCopyHasWhatWasKept(@ForAll("lines") List<Line> lines) {
    Fields copy = Fields.of("First", "1");
    copy.addAll(block(lines));
    assertThat(kept(copy).getFirst()).isEqualTo("First: 1");
    assertThat(kept(copy).subList(1, copy.count())).isEqualTo(keptOf(lines));
  }

  @Property
  void whatIsDeletedIsGoneFromTheBytesToo(
      @ForAll("lines") List<Line> lines, @ForAll("names") String name) {
    List<Line> whole = lines.stream().map(l -> new Line(l.name, l.value, false)).toList();
    Fields fields = block(whole);
    String lower = name.toLowerCase(Locale.ROOT);
    fields.delete(Ascii.bytes(lower));
    List<Line> left = whole.stream().filter(line -> !line.is(lower)).toList();
    assertThat(kept(fields)).isEqualTo(keptOf(left));
    assertThat(Ascii.text(fields.bytes(), 0, fields.length()))
        .isEqualTo(
            left.stream().map(l -> l.name + ": " + l.value + "\r\n").collect(Collectors.joining()));
  }

  @Example
  void knownNamesFitOneLong() {
    assertThat(KnownField.values().length).isLessThanOrEqualTo(64);
    assertThat(KNOWN).hasSize(KnownField.values().length - 1);
  }

  @Example
  void aLargeBlockIsNotKept() {
    Fields fields = new Fields(16, 1);
    fields.add("X", "y".repeat(100_000));
    fields.clear();
    assertThat(fields.bytes().length).isLessThan(10_000);
    fields.add("X", "z");
    assertThat(kept(fields)).containsExactly("X: z");
  }

  @Provide
  Arbitrary<String> names() {
    Arbitrary<String> known = Arbitraries.of(KNOWN.keySet());
    Arbitrary<String> near =
        Combinators.combine(known, Arbitraries.of("x", "-", "a")).as((name, more) -> name + more);
    Arbitrary<String> other =
        Arbitraries.strings().withChars("abXY-_").ofMinLength(1).ofMaxLength(3);
    Arbitrary<String> any = Arbitraries.oneOf(known, near, other);
    return Combinators.combine(any, Arbitraries.of(0, 1, 2)).as(FieldsPropertyTest::cased);
  }

  private static String cased(String name, int how) {
    return switch (how) {
      case 0 -> name;
      case 1 -> name.toUpperCase(Locale.ROOT);
      default -> name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
    };
  }

  @Provide
  Arbitrary<List<Line>> lines() {
    Arbitrary<String> values = Arbitraries.of("", "v", "a, b", "\u00e4\t!");
    Arbitrary<Boolean> removed = Arbitraries.of(false, false, false, true);
    return Combinators.combine(names(), values, removed).as(Line::new).list().ofMaxSize(20);
  }
}
