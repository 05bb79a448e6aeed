package org.otklik.intake.servers;

import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/**
 * Says at the end of a module's tests how many were skipped and why, one line a reason: {@code
 * otklik: 3 tests skipped: no dovecot (…)}. Registered as a JUnit service.
 */
public final class SkippedTests implements TestExecutionListener {
  private final Map<String, Long> skipped = new ConcurrentSkipListMap<>();
  private @Nullable TestPlan plan;

  @Override
  public void testPlanExecutionStarted(TestPlan started) {
    plan = started;
  }

  @Override
  public void executionSkipped(TestIdentifier test, String reason) {
    count(test, reason);
  }

  @Override
  public void executionFinished(TestIdentifier test, TestExecutionResult result) {
    if (result.getStatus() == TestExecutionResult.Status.ABORTED) {
      count(test, result.getThrowable().map(Throwable::getMessage).orElse("no reason given"));
    }
  }

  @Override
  public void testPlanExecutionFinished(TestPlan finished) {
    skipped.forEach((reason, tests) ->
        System.out.println(
            "otklik: " + tests + (tests == 1 ? " test" : " tests") + " skipped: " + reason));
  }

  /** A class that is skipped as a whole counts with each of its tests. */
  private void count(TestIdentifier test, String reason) {
    long tests =
        test.isTest() || plan == null
            ? 1
            : plan.getDescendants(test).stream().filter(TestIdentifier::isTest).count();
    skipped.merge(reason, tests, Long::sum);
  }
}
