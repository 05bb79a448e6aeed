package org.otklik.helpdesk.crash;

import io.micronaut.context.annotation.Primary;
import io.micronaut.context.annotation.Requires;
import io.micronaut.context.annotation.Value;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.otklik.helpdesk.hotline.CallsIn;
import org.otklik.telephony.Call;
import org.otklik.telephony.CallBack;
import org.otklik.telephony.CallHandler;
import org.otklik.telephony.CallKey;
import org.otklik.telephony.Extension;
import org.otklik.telephony.IncomingCall;

/**
 * Halts whoever comes to a chosen step of a call's way for the nth time, for ever, and says so by a
 * file: the sign for the test to kill the program. All other calls go on.
 */
@Singleton
@Primary
@Requires(property = "otklik.crash.call")
final class HaltingCalls implements CallHandler {
  /** Before something of a call is committed, and after that, before the PBX may forget it. */
  enum Step {
    RINGS,
    RANG,
    ANSWERED,
    ENDS,
    ENDED
  }

  private final CallsIn calls;
  private final Step step;
  private final AtomicInteger left;
  private final Path sign;

  HaltingCalls(
      CallsIn calls,
      @Value("${otklik.crash.call}") Step step,
      @Value("${otklik.crash.time}") int time,
      @Value("${otklik.crash.sign}") Path sign) {
    this.calls = calls;
    this.step = step;
    this.left = new AtomicInteger(time);
    this.sign = sign;
  }

  private void reached(Step reached) {
    if (reached == step && left.decrementAndGet() == 0) {
      try {
        Files.createFile(sign);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      while (true) {
        LockSupport.park();
      }
    }
  }

  @Override
  public void rings(IncomingCall call) {
    reached(Step.RINGS);
    calls.rings(call);
    reached(Step.RANG);
  }

  @Override
  public void answered(CallKey call, Extension by) {
    reached(Step.ANSWERED);
    calls.answered(call, by);
  }

  @Override
  public void ended(Call call) {
    reached(Step.ENDS);
    calls.ended(call);
    reached(Step.ENDED);
  }

  @Override
  public void calledBack(CallBack callBack) {
    calls.calledBack(callBack);
  }
}
