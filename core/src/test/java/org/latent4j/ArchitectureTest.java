package org.latent4j;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.Architectures.LayeredArchitecture;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Keeps the arrows between the packages of core, and what core never does. */
@AnalyzeClasses(packages = "org.latent4j", importOptions = ArchitectureTest.WithoutTests.class)
class ArchitectureTest {

  /** Tests may do what they like; theirs is the folder of this name wherever the build puts it. */
  static final class WithoutTests implements ImportOption {
    @Override
    public boolean includes(Location location) {
      return !location.contains("/test-classes/");
    }
  }

  /** Every package of core with the packages it may use; {@code ARCHITECTURE.md} draws the same. */
  private static final Map<String, List<String>> MAY_USE =
      Map.ofEntries(
          Map.entry("linalg", List.of()),
          Map.entry("data", List.of("linalg")),
          Map.entry("graph", List.of("linalg")),
          Map.entry("model", List.of("linalg", "data", "graph")),
          Map.entry("em", List.of("linalg", "data", "model")),
          Map.entry("gaussian", List.of("linalg", "data", "model", "em")),
          Map.entry("linear", List.of("linalg", "data", "model", "em", "graph", "gaussian")),
          Map.entry("mixture", List.of("linalg", "data", "model", "em", "graph", "gaussian")),
          Map.entry(
              "factormixture",
              List.of("linalg", "data", "model", "em", "graph", "gaussian", "mixture")),
          Map.entry("mixedmixture", List.of("linalg", "data", "model", "em", "graph", "mixture")),
          Map.entry("select", List.of("linalg", "data", "model", "em", "linear", "mixture")),
          Map.entry("task", List.of("linalg", "data", "model", "graph")),
          Map.entry("file", List.of("linalg", "data", "model")));

  @ArchTest static final ArchRule packagesUseOnlyWhatTheArrowsAllow = arrows();

  @ArchTest
  static final ArchRule everyClassLivesInAPackageOfTheDrawing =
      noClasses()
          .should()
          .resideOutsideOfPackages(
              MAY_USE.keySet().stream().map(ArchitectureTest::tree).toArray(String[]::new))
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule coreOpensNoConnection =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("java.net..", "javax.net..")
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule coreNeverSerializesJavaObjects =
      noClasses()
          .should()
          .dependOnClassesThat()
          .haveNameMatching("java\\.io\\.(Object(In|Out)putStream|Serializable|Externalizable)")
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule coreNeitherEndsNorStartsAProcess =
      noClasses()
          .should()
          .callMethodWhere(
              target(owner(belongToAnyOf(System.class, Runtime.class)))
                  .and(target(nameMatching("exit|halt|exec"))))
          .orShould()
          .dependOnClassesThat()
          .belongToAnyOf(ProcessBuilder.class)
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule randomnessComesFromASeed =
      noClasses()
          .should()
          .dependOnClassesThat()
          .areAssignableTo(Random.class)
          .orShould()
          .callMethod(Math.class, "random")
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule coreDoesNotPrint =
      NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS.allowEmptyShould(true);

  private static ArchRule arrows() {
    LayeredArchitecture layers =
        layeredArchitecture()
            .consideringOnlyDependenciesInAnyPackage("org.latent4j..")
            .withOptionalLayers(true);
    for (String name : MAY_USE.keySet()) {
      layers = layers.layer(name).definedBy(tree(name));
    }
    for (Map.Entry<String, List<String>> entry : MAY_USE.entrySet()) {
      layers =
          entry.getValue().isEmpty()
              ? layers.whereLayer(entry.getKey()).mayNotAccessAnyLayer()
              : layers
                  .whereLayer(entry.getKey())
                  .mayOnlyAccessLayers(entry.getValue().toArray(String[]::new));
    }
    return layers.allowEmptyShould(true);
  }

  private static String tree(String name) {
    return "org.latent4j." + name + "..";
  }
}
