package io.hyperparameter.benchmarks.training;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.hyperparameter.benchmarks.Workload;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.apache.commons.configuration2.PropertiesConfiguration;
import org.github.gestalt.config.Gestalt;
import org.github.gestalt.config.builder.GestaltBuilder;
import org.github.gestalt.config.exceptions.GestaltException;
import org.github.gestalt.config.source.MapConfigSourceBuilder;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

/** The same keys through a configuration library. */
@SuppressWarnings("NullAway") // a check would be measured, too
final class PeerReads implements Hyper {
  private final ToDoubleFunction<String> read;

  private PeerReads(ToDoubleFunction<String> read) {
    this.read = read;
  }

  @Override
  public double rate() {
    return read.applyAsDouble("train.rate");
  }

  @Override
  public double momentum() {
    return read.applyAsDouble("train.momentum");
  }

  @Override
  public double decay() {
    return read.applyAsDouble("train.decay");
  }

  @Override
  public double leak() {
    return read.applyAsDouble("model.leak");
  }

  static Hyper smallRye() {
    SmallRyeConfig config =
        new SmallRyeConfigBuilder()
            .withSources(new PropertiesConfigSource(text(), "benchmark", 100))
            .build();
    return new PeerReads(key -> config.getValue(key, Double.class));
  }

  static Hyper lightbend() {
    Config config = ConfigFactory.parseMap(text()).resolve();
    return new PeerReads(config::getDouble);
  }

  static Hyper spring() {
    StandardEnvironment environment = new StandardEnvironment();
    environment
        .getPropertySources()
        .addFirst(new MapPropertySource("benchmark", new LinkedHashMap<>(text())));
    return new PeerReads(key -> environment.getProperty(key, Double.class));
  }

  static Hyper commonsConfiguration() {
    PropertiesConfiguration configuration = new PropertiesConfiguration();
    text().forEach(configuration::setProperty);
    return new PeerReads(configuration::getDouble);
  }

  static Hyper gestalt() {
    try {
      Gestalt gestalt =
          new GestaltBuilder()
              .addSource(MapConfigSourceBuilder.builder().setCustomConfig(text()).build())
              .build();
      gestalt.loadConfigs();
      return new PeerReads(
          key -> {
            try {
              return gestalt.getConfig(key, Double.class);
            } catch (GestaltException e) {
              throw new IllegalStateException(e);
            }
          });
    } catch (GestaltException e) {
      throw new IllegalStateException(e);
    }
  }

  static Hyper owner() {
    Mapped mapped = org.aeonbits.owner.ConfigFactory.create(Mapped.class, text());
    return new Hyper() {
      @Override
      public double rate() {
        return mapped.rate();
      }

      @Override
      public double momentum() {
        return mapped.momentum();
      }

      @Override
      public double decay() {
        return mapped.decay();
      }

      @Override
      public double leak() {
        return mapped.leak();
      }
    };
  }

  /** OWNER reads through methods. */
  public interface Mapped extends org.aeonbits.owner.Config {
    @Key("train.rate")
    double rate();

    @Key("train.momentum")
    double momentum();

    @Key("train.decay")
    double decay();

    @Key("model.leak")
    double leak();
  }

  /** A thousand parameters, these among them. */
  private static Map<String, String> text() {
    Map<String, String> text = new LinkedHashMap<>();
    Workload.parameters(1000).forEach((key, value) -> text.put(key, value.toString()));
    // Gestalt reads no exponents
    Perceptron.parameters()
        .forEach((key, value) -> text.put(key, new BigDecimal(value.toString()).toPlainString()));
    return text;
  }
}
