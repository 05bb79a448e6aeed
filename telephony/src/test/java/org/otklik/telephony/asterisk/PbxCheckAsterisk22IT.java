package org.otklik.telephony.asterisk;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.asteriskjava.manager.ManagerConnection;
import org.asteriskjava.manager.ManagerConnectionFactory;
import org.asteriskjava.manager.action.CommandAction;
import org.asteriskjava.manager.action.DbPutAction;
import org.asteriskjava.manager.action.GetConfigAction;
import org.asteriskjava.manager.action.HangupAction;
import org.asteriskjava.manager.action.ManagerAction;
import org.asteriskjava.manager.action.ModuleLoadAction;
import org.asteriskjava.manager.action.OriginateAction;
import org.asteriskjava.manager.action.RedirectAction;
import org.asteriskjava.manager.action.SetVarAction;
import org.asteriskjava.manager.action.UpdateConfigAction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.otklik.intake.servers.AsteriskServer;

class PbxCheckAsterisk22IT extends PbxCheckCases {
  PbxCheckAsterisk22IT() {
    super(AsteriskServer.Version.V22);
  }

  /**
   * CVE-2024-42365, CVE-2012-2414: who may originate calls ran programs. With a current Asterisk
   * and the user as shipped a stolen secret neither does that, nor reads or changes the
   * configuration, nor touches others' calls.
   */
  @Test
  void a_stolen_secret_does_no_more_than_the_hotline_needs(@TempDir Path folder) throws Exception {
    Path owned = folder.resolve("owned");
    ManagerConnection thief =
        new ManagerConnectionFactory(
                AsteriskServer.HOST, pbx.amiPort(), AsteriskServer.USER, AsteriskServer.SECRET)
            .createManagerConnection();
    thief.login("off");
    try {
      List<ManagerAction> acts =
          List.of(
              new CommandAction("core show version"),
              new GetConfigAction("manager.conf"),
              new UpdateConfigAction("manager.conf", "manager.conf", true),
              new ModuleLoadAction("app_system.so", ModuleLoadAction.LOAD_TYPE_LOAD),
              new DbPutAction("hotline", "x", "y"),
              new SetVarAction("SETTLE", "9"),
              new HangupAction("PJSIP/201-00000001"),
              new RedirectAction("PJSIP/201-00000001", "otklik-hotline", "s", 1),
              started("System", "touch " + owned),
              started("Set", "FILE(" + owned + ",,,a)=x"));
      for (ManagerAction act : acts) {
        assertThat(thief.sendAction(act, 5_000).getResponse()).as("%s", act).isEqualTo("Error");
      }
    } finally {
      thief.logoff();
    }
    assertThat(Files.exists(owned)).isFalse();
    assertThat(pbx.cli("database show hotline x")).doesNotContain("/hotline/x");
  }

  private static OriginateAction started(String application, String data) {
    var action = new OriginateAction();
    action.setChannel("Local/echo@otklik-gateway/n");
    action.setApplication(application);
    action.setData(data);
    action.setTimeout(2_000L);
    return action;
  }
}
