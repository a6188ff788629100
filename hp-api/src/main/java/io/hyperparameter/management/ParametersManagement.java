package io.hyperparameter.management;

import java.lang.management.ManagementFactory;
import javax.management.InstanceAlreadyExistsException;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/**
 * Shows the library in JMX, to consoles and monitors, for programs that ask for it once at their
 * start:
 *
 * <pre>{@code
 * ParametersManagement.register();
 * }</pre>
 *
 * <p>{@code hp attach} does so itself in a program that did not. Nothing of JMX is loaded before.
 * Needs the module {@code java.management}, which this library does not require.
 */
public final class ParametersManagement {
  /** The name under which {@link ParametersMXBean} is found. */
  public static final String NAME = "io.hyperparameter:type=Parameters";

  /** Whether the bean that is there is of this class. Guarded by the class. */
  private static boolean isOurs;

  private ParametersManagement() {}

  /**
   * Registers the bean with the platform's server; does nothing if it is there. What is declared
   * and secret is looked for in the indexes of the calling thread's context class loader.
   *
   * <p>The server keeps the bean, and with it the class loader that brought this library: where
   * that is to go, as on a redeploy, call {@link #unregister} before.
   *
   * @throws IllegalStateException if the server refuses it
   */
  public static synchronized void register() {
    MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    try {
      server.registerMBean(
          new Parameters(Thread.currentThread().getContextClassLoader()), new ObjectName(NAME));
      isOurs = true;
    } catch (InstanceAlreadyExistsException e) {
      // by an earlier call, or another class loader's copy of this library
    } catch (JMException e) {
      throw new IllegalStateException("JMX does not take \"" + NAME + "\": " + e.getMessage(), e);
    }
  }

  /**
   * Takes the bean away that this class has registered; does nothing if it has none, or another
   * class loader's copy of this library registered what is there.
   *
   * @throws IllegalStateException if the server refuses it
   */
  public static synchronized void unregister() {
    if (!isOurs) {
      return;
    }
    try {
      ManagementFactory.getPlatformMBeanServer().unregisterMBean(new ObjectName(NAME));
    } catch (InstanceNotFoundException e) {
      // somebody else has taken it away
    } catch (JMException e) {
      throw new IllegalStateException("JMX keeps \"" + NAME + "\": " + e.getMessage(), e);
    }
    isOurs = false;
  }
}
