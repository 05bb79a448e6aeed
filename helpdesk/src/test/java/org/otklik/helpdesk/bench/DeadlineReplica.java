package org.otklik.helpdesk.bench;

import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.otklik.helpdesk.desk.DeadlineRun;

/** One replica of the program that does nothing but enforce deadlines, until it is killed. */
public final class DeadlineReplica {
  private DeadlineReplica() {}

  /**
   * Says {@code running} when it is.
   *
   * @param args its data folder, and the database's port
   */
  public static void main(String[] args) throws InterruptedException {
    try (var program = BenchedProgram.replica(Path.of(args[0]), Integer.parseInt(args[1]))) {
      program.context().getBean(DeadlineRun.class).start();
      System.out.println("running");
      new CountDownLatch(1).await();
    }
  }
}
