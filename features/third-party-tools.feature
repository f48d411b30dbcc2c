Feature: Outside tools find nothing

  Background:
    Given Cho has posted the "recipe" video

  @TPT-4
  Rule: What a tool promises to show is not taken at its word

    Scenario: A tool promises to name savers
      Given SaveSpy is an outside tool that promises to show who saved a video
      When Ana saves the "recipe" video
      Then the report marks SaveSpy's claim as unverifiable
      And Ana can see the "recipe" video on her saved collection

  @TPT-5
  Rule: A tool may name the wrong saver; the platform neither confirms nor denies it

    Scenario Outline: True or false, the answer is the same
      Given SaveSpy is an outside tool that claims <whom> saved the "recipe" video
      And Ana has saved the "recipe" video
      And Ben has viewed the "recipe" video
      When SaveSpy asks the platform for whether <whom> saved the "recipe" video
      Then the platform refuses
      And the report marks SaveSpy's claim as unverifiable
      And Cho is shown 1 view for the "recipe" video

      Examples:
        | whom |
        | Ana  |
        | Ben  |

  @TPT-13 @profile-seed
  Rule: A tool's figures may be wrong, and no official figure supports them

    Scenario: An invented number gains no support
      Given SaveSpy is an outside tool that claims 900 people saved the "recipe" video
      And 3 people have saved the "recipe" video
      When 12 people view the "recipe" video
      Then the report marks SaveSpy's claim as unverifiable
      And creator analytics looks the same to Cho as if 900 people had saved the "recipe" video
      And Cho is shown 12 views for the "recipe" video
