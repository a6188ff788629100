package io.hyperparameter.examples.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hyperparameter.IntParam;
import io.hyperparameter.Param;
import io.hyperparameter.ParamScope;
import io.hyperparameter.spark.HpSpark;
import io.hyperparameter.spark.SparkParams;
import io.hyperparameter.sweep.Grid;
import io.hyperparameter.sweep.Sweep;
import io.hyperparameter.sweep.SweepResults;
import io.hyperparameter.sweep.TrialResult;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;

/**
 * Processes that end, and tasks that run twice at a time. Tasks tell the test of it by a socket.
 */
class ClusterTest {
  private static final IntParam RATE = Param.ofInt("cluster.test.rate", 1);
  private static final InetAddress HERE = InetAddress.getLoopbackAddress();

  /** Says from where it comes and what it sees, and waits for an answer. */
  private static String tell(int port) throws IOException {
    try (Socket socket = new Socket(HERE, port)) {
      DataOutputStream out = new DataOutputStream(socket.getOutputStream());
      out.writeLong(ProcessHandle.current().parent().orElseThrow().pid());
      out.writeInt(RATE.get());
      out.writeInt(TaskContext.get().attemptNumber());
      out.flush();
      return new DataInputStream(socket.getInputStream()).readUTF();
    }
  }

  /** What a task said; it waits until it is answered. */
  private record Told(Socket socket, long worker, int rate, int attempt) implements AutoCloseable {
    static Told by(ServerSocket server) throws IOException {
      Socket socket = server.accept();
      DataInputStream in = new DataInputStream(socket.getInputStream());
      return new Told(socket, in.readLong(), in.readInt(), in.readInt());
    }

    void answer(String text) throws IOException {
      DataOutputStream out = new DataOutputStream(socket.getOutputStream());
      out.writeUTF(text);
      out.flush();
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }

  private static <T> CompletableFuture<T> meanwhile(java.util.concurrent.Callable<T> task) {
    CompletableFuture<T> result = new CompletableFuture<>();
    Thread thread =
        new Thread(
            () -> {
              try {
                result.complete(task.call());
              } catch (Throwable e) {
                result.completeExceptionally(e);
              }
            });
    thread.setDaemon(true);
    thread.start();
    return result;
  }

  @Test
  void aTrialWhoseWorkerIsKilledRunsAgainElsewhere() throws Exception {
    try (Cluster cluster = Cluster.start(2);
        SparkSession spark = cluster.session();
        ServerSocket server = new ServerSocket(0, 10, HERE)) {
      int port = server.getLocalPort();
      CompletableFuture<SweepResults<String>> sweep =
          meanwhile(
              () ->
                  ParamScope.of()
                      .with(RATE, 5)
                      .call(
                          () ->
                              Sweep.on(HpSpark.runner(spark))
                                  .over(Grid.of("x", 1))
                                  .run(trial -> tell(port))));
      try (Told first = Told.by(server)) {
        ProcessHandle.of(first.worker).orElseThrow().destroyForcibly();
        try (Told second = Told.by(server)) { // nobody answered the first
          assertNotEquals(first.worker, second.worker);
          assertEquals(5, first.rate);
          assertEquals(5, second.rate);
          second.answer("survived");
        }
      }
      List<String> values = sweep.get().results().stream().map(TrialResult::value).toList();
      assertEquals(List.of("survived"), values);
    }
  }

  @Test
  void bothCopiesOfASpeculativeTaskSeeTheValues() throws Exception {
    try (Cluster cluster = Cluster.start(2);
        SparkSession spark =
            cluster.session(
                "spark.speculation=true",
                "spark.speculation.interval=50ms",
                "spark.speculation.quantile=0.5",
                "spark.speculation.multiplier=1.1",
                "spark.speculation.minTaskRuntime=1ms");
        ServerSocket server = new ServerSocket(0, 10, HERE)) {
      JavaSparkContext context = new JavaSparkContext(spark.sparkContext());
      int port = server.getLocalPort();
      SparkParams params = ParamScope.of().with(RATE, 5).call(() -> HpSpark.broadcast(context));
      CompletableFuture<List<String>> job =
          meanwhile(
              () ->
                  context
                      .parallelize(List.of(0, 1), 2)
                      .map(params.map(x -> x == 0 ? "quick" : tell(port)))
                      .collect());
      try (Told slow = Told.by(server);
          Told copy = Told.by(server)) {
        assertNotEquals(slow.worker, copy.worker);
        assertEquals(0, slow.attempt);
        assertEquals(1, copy.attempt);
        assertEquals(List.of(5, 5), List.of(slow.rate, copy.rate));
        copy.answer("the copy");
        assertEquals(List.of("quick", "the copy"), job.get());
      }
    }
  }

  @Test
  void closingEndsEveryProcess() throws Exception {
    List<ProcessHandle> all = new ArrayList<>();
    try (Cluster cluster = Cluster.start(1);
        SparkSession spark = cluster.session()) {
      JavaSparkContext context = new JavaSparkContext(spark.sparkContext());
      assertEquals(3, context.parallelize(List.of(1, 2, 3)).count());
      all.addAll(cluster.alive());
      assertTrue(all.size() >= 3, all::toString); // with an executor
      spark.stop();
    }
    all.forEach(process -> process.onExit().join());
    assertTrue(all.stream().noneMatch(ProcessHandle::isAlive));
  }
}
