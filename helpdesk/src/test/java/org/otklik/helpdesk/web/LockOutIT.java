package org.otklik.helpdesk.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class LockOutIT {
  @Test
  void after_some_wrong_passwords_the_right_one_does_not_help_either() {
    try (var desk = DemoDesk.open()) {
      for (int attempt = 0; attempt < 5; attempt++) {
        desk.post("/sign-in", Map.of("login", DemoDesk.LOGIN, "password", "wrong"));
      }

      var right =
          desk.post("/sign-in", Map.of("login", DemoDesk.LOGIN, "password", DemoDesk.PASSWORD));

      assertThat(right.statusCode()).isEqualTo(401);
      assertThat(right.headers().firstValue("Set-Cookie")).isEmpty();
    }
  }
}
