package io.hyperparameter.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hyperparameter.index.ParamBounds;
import io.hyperparameter.index.ParamEntry;
import io.hyperparameter.index.ParamIndex;
import java.io.StringReader;
import java.util.List;
import org.junit.jupiter.api.Test;

class ParamCheckTest {
  private static final ParamIndex INDEX =
      ParamIndex.of(
          List.of(
              new ParamEntry(
                  "train.lr",
                  "double",
                  "0.001",
                  "",
                  new ParamBounds("0", true, null, false, List.of()),
                  "T#train",
                  "T.java",
                  1)));

  private static ParamCheck check(String toml, boolean strict) {
    Config config =
        Config.loader().text("t.toml", ConfigFormat.TOML, new StringReader(toml)).load();
    return ParamCheck.of(config, INDEX, strict);
  }

  @Test
  void aProblemShowsTheLineWithACaret() {
    assertEquals(
        List.of(
            "t.toml:2:5: no parameter is named \"train.l\"; did you mean \"train.lr\"?\n"
                + "    l = 3\n"
                + "        ^"),
        check("[train]\nl = 3\n", false).errors().stream().map(Object::toString).toList());
  }

  @Test
  void keysComeBeforeValues() {
    assertEquals(
        List.of("train.zz", "train.lr"),
        check("[train]\nlr = -1\nzz = 1\n", false).errors().stream()
            .map(ParamCheck.Problem::key)
            .toList());
  }

  @Test
  void whatIsElsewhereIsAnErrorOnlyIfStrict() {
    assertEquals(new ParamCheck(List.of(), List.of()), check("[other]\nx = 1\n", false));
    assertEquals(1, check("[other]\nx = 1\n", true).errors().size());
    assertEquals(1, check("[other]\nlr = 1\n", false).warnings().size());
  }
}
