package org.otklik.helpdesk;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;

/**
 * Which part of the program may know which. A rule that finds nothing to look at fails, so that
 * none outlives what it speaks of.
 */
@AnalyzeClasses(
    packages = "org.otklik",
    importOptions = {ImportOption.DoNotIncludeTests.class, ArchitectureTest.Written.class})
final class ArchitectureTest {
  private static final String INTAKE = "org.otklik.intake..";
  private static final String TELEPHONY = "org.otklik.telephony..";
  private static final String HELPDESK = "org.otklik.helpdesk..";

  private static final String[] FRAMEWORK = {"io.micronaut..", "jakarta.inject..", "reactor.."};
  private static final String[] SQL = {
    "java.sql..", "javax.sql..", "org.mariadb..", "org.flywaydb..", "com.zaxxer.."
  };

  /** The agreement in the agreement's words. */
  private static final List<String> DOMAIN =
      List.of(
          "ticket",
          "deadline",
          "calendar",
          "plan",
          "release",
          "client",
          "history",
          "outbox",
          "call");

  /** Annotations that say which table a record stands in, and the types that they mention. */
  private static final String[] MAPPING = {
    "io.micronaut.data.annotation..", "io.micronaut.data.model.naming.."
  };

  /** What stands around the domain, from the bottom up: each may know what stands before it. */
  private static final List<List<String>> FLOORS =
      List.of(
          List.of("words", "database", "holidays"),
          List.of("access", "storage", "store"),
          List.of("letter", "mailbox"),
          List.of("mail"),
          List.of("courier"),
          List.of("hotline"),
          List.of("desk"),
          List.of("web", "api", "metrics"),
          List.of("demo", "command"));

  /** Who stands behind intake's ports, and which of its packages each may know besides them. */
  private static final Map<String, List<String>> BEHIND_INTAKE =
      Map.of(
          "mailbox",
          List.of("mailbox", "wire", "oauth", "courier", "message", "screening"),
          "mail",
          List.of("authenticity", "invitation", "mailbox", "message", "screening", "signature"),
          "courier",
          List.of("courier", "message", "wire"));

  /** Who, besides those rooms and hotline, knows a channel, and why. */
  private static final Map<String, String> KNOWS_A_CHANNEL =
      Map.of(
          "org.otklik.helpdesk.command.ParseCommand",
          "shows what intake reads in a mail, without any help desk",
          "org.otklik.helpdesk.command.MessageJson",
          "writes down what ParseCommand shows",
          "org.otklik.helpdesk.demo.DemoMail",
          "stands in the place of the configuration that helpdesk.mailbox reads");

  @ArchTest
  static final ArchRule intake_knows_no_framework_no_sql_and_no_help_desk =
      noClasses()
          .that()
          .resideInAPackage(INTAKE)
          .should()
          .dependOnClassesThat(resideInAnyPackage(all(FRAMEWORK, SQL, HELPDESK, TELEPHONY)))
          .because("another help desk could stand behind intake's ports");

  @ArchTest
  static final ArchRule telephony_knows_no_framework_no_sql_and_no_help_desk =
      noClasses()
          .that()
          .resideInAPackage(TELEPHONY)
          .should()
          .dependOnClassesThat(resideInAnyPackage(all(FRAMEWORK, SQL, HELPDESK, INTAKE)))
          .because("another help desk could stand behind telephony's ports");

  @ArchTest
  static final ArchRule only_the_rooms_of_mail_and_hotline_know_the_channels =
      noClasses()
          .that()
          .resideInAPackage(HELPDESK)
          .and(not(resideInAnyPackage(behindIntake())))
          .and(not(resideInAPackage(helpdesk("hotline"))))
          .and(not(knowsAChannel()))
          .should()
          .dependOnClassesThat(resideInAnyPackage(INTAKE, TELEPHONY))
          .because("they implement the ports; but for " + KNOWS_A_CHANNEL);

  @ArchTest
  static void each_room_of_mail_knows_its_part_of_intake(JavaClasses all) {
    BEHIND_INTAKE.forEach((room, parts) -> {
      String[] known =
          Stream.concat(
                  Stream.of("org.otklik.intake"), parts.stream().map(ArchitectureTest::intake))
              .toArray(String[]::new);
      noClasses()
          .that()
          .resideInAPackage(helpdesk(room))
          .should()
          .dependOnClassesThat(resideInAPackage(INTAKE).and(not(resideInAnyPackage(known))))
          .because("mailboxes are read, mail is judged, letters are carried, each in its own room")
          .check(all);
    });
  }

  @ArchTest
  static final ArchRule mail_knows_no_telephony =
      noClasses()
          .that()
          .resideInAnyPackage(behindIntake())
          .should()
          .dependOnClassesThat(resideInAnyPackage(TELEPHONY, helpdesk("hotline")))
          .because("each channel has its own packages");

  @ArchTest
  static final ArchRule hotline_knows_no_intake =
      noClasses()
          .that()
          .resideInAPackage(helpdesk("hotline"))
          .should()
          .dependOnClassesThat(resideInAPackage(INTAKE))
          .because("each channel has its own packages");

  @ArchTest
  static void who_is_excused_needs_it(JavaClasses all) {
    for (String name : KNOWS_A_CHANNEL.keySet()) {
      classes()
          .that()
          .haveFullyQualifiedName(name)
          .should()
          .dependOnClassesThat(resideInAnyPackage(INTAKE, TELEPHONY))
          .because("an exception that nobody needs any more goes away")
          .check(all);
    }
  }

  /** A list of what it may know, so that whatever comes new is refused: HTTP, SQL, MIME, AMI. */
  @ArchTest
  static void the_domain_knows_only_itself_and_plain_java(JavaClasses all) {
    String[] domain = DOMAIN.stream().map(ArchitectureTest::helpdesk).toArray(String[]::new);
    for (String part : DOMAIN) {
      classes()
          .that()
          .resideInAPackage(helpdesk(part))
          .should()
          .onlyDependOnClassesThat(
              resideInAnyPackage(domain)
                  .or(resideInAnyPackage("java..", "org.jspecify.annotations.."))
                  .and(not(resideInAnyPackage("java.sql..", "java.net.http..")))
                  .or(resideInAnyPackage(MAPPING))
                  .or(
                      resideInAPackage("org.yaml.snakeyaml..")
                          .and(isFor(part, "calendar").or(isFor(part, "plan"))))
                  .or(named(IdSource.class)))
          .because("the agreement's rules read without HTTP, SQL, MIME and AMI")
          .check(all);
    }
  }

  @ArchTest
  static void nobody_knows_what_stands_above(JavaClasses all) {
    for (int floor = 0; floor < FLOORS.size() - 1; floor++) {
      String[] above =
          FLOORS.subList(floor + 1, FLOORS.size()).stream()
              .flatMap(List::stream)
              .map(ArchitectureTest::helpdesk)
              .toArray(String[]::new);
      noClasses()
          .that(resideInAnyPackage(packages(FLOORS.get(floor))))
          .should()
          .dependOnClassesThat(resideInAnyPackage(above))
          .because("imports point downward: " + FLOORS)
          .check(all);
    }
  }

  @ArchTest
  static void every_package_has_its_place(JavaClasses all) {
    List<String> known =
        Stream.concat(DOMAIN.stream(), FLOORS.stream().flatMap(List::stream)).toList();
    var unknown =
        all.stream()
            .map(c -> room(c.getPackageName()))
            .filter(room -> room.startsWith("org.otklik.helpdesk."))
            .map(room -> room.substring("org.otklik.helpdesk.".length()))
            .filter(room -> !known.contains(room))
            .distinct();
    assertThat(unknown).as("packages that no floor names").isEmpty();
  }

  @ArchTest
  static final ArchRule the_console_does_not_use_the_api =
      noClasses()
          .that()
          .resideInAPackage(helpdesk("web"))
          .should()
          .dependOnClassesThat(resideInAPackage(helpdesk("api")))
          .because("each may change without the other; what both do stands in desk");

  @ArchTest
  static final ArchRule the_api_does_not_use_the_console =
      noClasses()
          .that()
          .resideInAPackage(helpdesk("api"))
          .should()
          .dependOnClassesThat(resideInAPackage(helpdesk("web")))
          .because("each may change without the other; what both do stands in desk");

  @ArchTest static final ArchRule no_packages_of_intake_need_each_other = freeOfCycles(INTAKE);

  @ArchTest
  static final ArchRule no_packages_of_telephony_need_each_other = freeOfCycles(TELEPHONY);

  @ArchTest
  static final ArchRule no_packages_of_the_help_desk_need_each_other = freeOfCycles(HELPDESK);

  @ArchTest
  static final ArchRule every_package_refuses_null =
      classes()
          .that()
          .resideOutsideOfPackage("org.otklik.helpdesk.web.pages..") // generated from templates
          .should(standInANullMarkedPackage())
          .because("each package introduces itself, and null never crosses it");

  @ArchTest
  static final ArchRule there_is_one_clock =
      noClasses()
          .that()
          .doNotHaveFullyQualifiedName("org.otklik.helpdesk.Clocks")
          .should()
          .callCodeUnitWhere(
              describe(
                  "reads the system's clock",
                  call -> readsTheClock(call.getTarget().getFullName())))
          .because("tests set the time; everybody asks the injected InstantSource");

  @ArchTest
  static final ArchRule the_domain_has_no_setters =
      methods()
          .that()
          .areDeclaredInClassesThat(resideInAnyPackage(packages(DOMAIN)))
          .should()
          .haveNameNotMatching("set[A-Z].*")
          .because("what happens to a ticket has a name of its own");

  @ArchTest
  static void a_rule_that_finds_nothing_fails(JavaClasses all) {
    ArchRule classless =
        noClasses()
            .that()
            .resideInAPackage(helpdesk("nothing"))
            .should()
            .dependOnClassesThat(resideInAPackage(INTAKE));
    assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> classless.check(all));
    ArchRule sliceless = freeOfCycles("org.otklik.nothing..");
    assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> sliceless.check(all));
  }

  private static boolean readsTheClock(String method) {
    return method.matches("java\\.time\\.[A-Za-z]+\\.now\\(.*")
        || method.startsWith(Clock.class.getName() + ".system")
        || method.startsWith("java.lang.System.currentTimeMillis")
        || method.startsWith("java.util.Date.<init>()");
  }

  private static ArchRule freeOfCycles(String module) {
    return slices()
        .assignedFrom(new Rooms(module))
        .should()
        .beFreeOfCycles()
        .because("a circle can neither be read nor tried in parts");
  }

  /** Packages of the first rank in a module; the entry, which knows everything, stands apart. */
  private static final class Rooms implements SliceAssignment {
    private final DescribedPredicate<JavaClass> module;

    Rooms(String module) {
      this.module = resideInAPackage(module);
    }

    @Override
    public SliceIdentifier getIdentifierOf(JavaClass javaClass) {
      if (!module.test(javaClass)) {
        return SliceIdentifier.ignore();
      }
      return javaClass.isEquivalentTo(Otklik.class) || javaClass.isEquivalentTo(Version.class)
          ? SliceIdentifier.of("the entry")
          : SliceIdentifier.of(room(javaClass.getPackageName()));
    }

    @Override
    public String getDescription() {
      return "packages: " + module.getDescription();
    }
  }

  /** The package's part below the module, {@code org.otklik.helpdesk.web} of what lies in it. */
  private static String room(String packageName) {
    return Stream.of(packageName.split("\\.", -1))
        .limit(4)
        .reduce((a, b) -> a + "." + b)
        .orElse("");
  }

  private static ArchCondition<JavaClass> standInANullMarkedPackage() {
    return new ArchCondition<>("stand in a package whose package-info says @NullMarked") {
      @Override
      public void check(JavaClass item, ConditionEvents events) {
        boolean marked =
            item.getPackage()
                .tryGetPackageInfo()
                .map(info -> info.isAnnotatedWith(NullMarked.class))
                .orElse(false);
        if (!marked) {
          events.add(SimpleConditionEvent.violated(item, item.getPackageName() + " isn't marked"));
        }
      }
    };
  }

  private static DescribedPredicate<JavaClass> knowsAChannel() {
    return describe("are excused", c -> KNOWS_A_CHANNEL.containsKey(c.getFullName()));
  }

  private static DescribedPredicate<JavaClass> named(Class<?> type) {
    return describe(type.getSimpleName(), c -> c.isEquivalentTo(type));
  }

  private static DescribedPredicate<JavaClass> isFor(String part, String wanted) {
    return describe("for " + wanted, c -> part.equals(wanted));
  }

  private static String intake(String part) {
    return "org.otklik.intake." + part + "..";
  }

  private static String[] behindIntake() {
    return packages(List.copyOf(BEHIND_INTAKE.keySet()));
  }

  private static String helpdesk(String part) {
    return "org.otklik.helpdesk." + part + "..";
  }

  private static String[] packages(List<String> parts) {
    return parts.stream().map(ArchitectureTest::helpdesk).toArray(String[]::new);
  }

  private static String[] all(String[] some, String[] more, String... last) {
    return Stream.of(some, more, last).flatMap(Stream::of).toArray(String[]::new);
  }

  /** Without what Micronaut generates beside the classes that we write. */
  static final class Written implements ImportOption {
    @Override
    public boolean includes(Location location) {
      return !location.contains("/$") && !location.contains("$Intercepted");
    }
  }
}
