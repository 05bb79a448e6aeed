package org.otklik.telephony.asterisk;

import java.util.List;
import java.util.stream.Collectors;
import org.asteriskjava.manager.action.OriginateAction;
import org.otklik.telephony.CallBackId;
import org.otklik.telephony.Extension;
import org.otklik.telephony.Linkedid;
import org.otklik.telephony.PhoneNumber;

/**
 * What we have the PBX start: nothing but extensions of the dialplan's context {@code
 * otklik-gateway}. Asterisk-Java writes values as they are, so they come only as types that can't
 * hold a line's end, and only into variables named here: {@code Variable: DB(…)=} would write
 * anywhere in AstDB.
 */
final class Gateway {
  private static final String CONTEXT = "otklik-gateway";

  private Gateway() {}

  /** The rows of these calls may go. */
  static OriginateAction acknowledge(List<Linkedid> calls) {
    OriginateAction action = start("ack");
    action.setVariable(
        "HOTLINE_ACK", calls.stream().map(Linkedid::value).collect(Collectors.joining("&")));
    return action;
  }

  /** The dialplan shall say that it is there; refused where it isn't. */
  static OriginateAction echo(long nonce) {
    OriginateAction action = start("echo");
    action.setAsync(false);
    action.setTimeout(2_000L);
    action.setVariable("HOTLINE_NONCE", String.valueOf(nonce));
    return action;
  }

  /** The operator's telephone rings, then the number. */
  static OriginateAction callBack(CallBackId id, Extension operator, PhoneNumber number) {
    OriginateAction action = start("operator");
    action.setApplication(null);
    action.setContext(CONTEXT);
    action.setExten("number");
    action.setPriority(1);
    String key = Ledger.CALL_BACK + id;
    action.setChannelId(key);
    action.setVariable("HOTLINE_CALLBACK", key);
    action.setVariable("HOTLINE_OPERATOR", operator.digits());
    action.setVariable("HOTLINE_TO", number.e164());
    return action;
  }

  private static OriginateAction start(String extension) {
    var action = new OriginateAction();
    action.setChannel("Local/" + extension + "@" + CONTEXT + "/n");
    action.setApplication("NoOp");
    action.setTimeout(60_000L);
    action.setAsync(true);
    return action;
  }
}
