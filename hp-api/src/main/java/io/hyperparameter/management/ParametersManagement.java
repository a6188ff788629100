package io.hyperparameter.management;

import io.hyperparameter.Backend;
import io.hyperparameter.LostScopes;
import io.hyperparameter.Param;
import io.hyperparameter.ParamSnapshot;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.management.InstanceAlreadyExistsException;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.jspecify.annotations.Nullable;

/**
 * Shows the library in JMX, to consoles and monitors, for programs that ask for it once at their
 * start:
 *
 * <pre>{@code
 * ParametersManagement.register();
 * }</pre>
 *
 * <p>Nothing of JMX is loaded before. Needs the module {@code java.management}, which this library
 * does not require.
 */
public final class ParametersManagement {
  /** The name under which {@link ParametersMXBean} is found. */
  public static final String NAME = "io.hyperparameter:type=Parameters";

  private ParametersManagement() {}

  /**
   * Registers the bean with the platform's server; does nothing if it is there.
   *
   * @throws IllegalStateException if the server refuses it
   */
  public static void register() {
    MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    try {
      server.registerMBean(new Parameters(), new ObjectName(NAME));
    } catch (InstanceAlreadyExistsException e) {
      // by an earlier call, or another class loader's copy of this library
    } catch (JMException e) {
      throw new IllegalStateException("JMX does not take \"" + NAME + "\": " + e.getMessage(), e);
    }
  }

  private static final class Parameters implements ParametersMXBean {
    @Override
    public String getBackend() {
      return Backend.current().name();
    }

    @Override
    public int getFrozenCount() {
      return ParamSnapshot.ofFrozen().toMap().size();
    }

    @Override
    public Map<String, String> getFrozenValues() {
      Map<String, String> texts = new TreeMap<>();
      ParamSnapshot.ofFrozen().toMap().forEach((key, value) -> texts.put(key, text(key, value)));
      return texts;
    }

    @Override
    public List<String> getOpenScopes() {
      return LostScopes.open().stream().map(LostScopes.OpenScope::toString).sorted().toList();
    }

    @Override
    public long getMisreads() {
      return Backend.current().misreads();
    }

    /** Calls no code of the program's. */
    private static String text(String key, @Nullable Object value) {
      if (value != null && Param.isSecret(key)) {
        return "***";
      }
      return value == null
              || value instanceof String
              || value instanceof Long
              || value instanceof Double
              || value instanceof Boolean
          ? String.valueOf(value)
          : value.getClass().getName();
    }
  }
}
