package org.latent4j.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Set;
import java.util.function.Predicate;

/** Keeps the borders between modules, as seen from the one that has all of them on its path. */
@AnalyzeClasses(packages = "org.latent4j", importOptions = ModuleBoundariesTest.WithoutTests.class)
class ModuleBoundariesTest {

  /** Modules that have a package of their own name; every other package belongs to core. */
  private static final Set<String> MODULES = Set.of("formats", "report", "deep", "cli");

  /** Leaves the tests of this module and the contract suites of core out. */
  static final class WithoutTests implements ImportOption {
    @Override
    public boolean includes(Location location) {
      return !location.contains("/test-classes/") && !location.contains("-tests.jar");
    }
  }

  @ArchTest
  static final ArchRule internalPackagesAreUsedInTheirModuleOnly =
      classes()
          .should(
              haveNoDependencyThat(
                  "reaches into another module's internal package",
                  dependency -> crosses(dependency) && isInternal(dependency.getTargetClass())));

  @ArchTest
  static final ArchRule onlyTheCommandLineJoinsLeaves =
      classes()
          .should(
              haveNoDependencyThat(
                  "leads from a leaf or from core to a leaf",
                  dependency ->
                      crosses(dependency)
                          && !module(dependency.getOriginClass()).equals("cli")
                          && !module(dependency.getTargetClass()).equals("core")));

  private static ArchCondition<JavaClass> haveNoDependencyThat(
      String does, Predicate<Dependency> wrong) {
    return new ArchCondition<>("have no dependency that " + does) {
      @Override
      public void check(JavaClass origin, ConditionEvents events) {
        for (Dependency dependency : origin.getDirectDependenciesFromSelf()) {
          if (wrong.test(dependency)) {
            events.add(SimpleConditionEvent.violated(dependency, dependency.getDescription()));
          }
        }
      }
    };
  }

  private static boolean crosses(Dependency dependency) {
    return dependency.getTargetClass().getPackageName().startsWith("org.latent4j")
        && !module(dependency.getOriginClass()).equals(module(dependency.getTargetClass()));
  }

  private static boolean isInternal(JavaClass type) {
    return (type.getPackageName() + ".").contains(".internal.");
  }

  private static String module(JavaClass type) {
    String[] parts = type.getPackageName().split("\\.", -1);
    return parts.length > 2 && MODULES.contains(parts[2]) ? parts[2] : "core";
  }
}
