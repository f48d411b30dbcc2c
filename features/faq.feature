Feature: Questions that are often asked

  Background:
    Given Cho has posted the "recipe" video

  @FAQ-1
  Rule: Creators cannot view a list of accounts that saved

    Scenario: There is a list of likes and none of saves
      Given Ana has saved the "recipe" video
      And Ben has liked the "recipe" video
      When Cho looks at the "recipe" video
      Then Cho cannot see who saved the "recipe" video
      And Cho can see who liked the "recipe" video on the video page

  @FAQ-2
  Rule: Saves are neither notified nor public as likes, comments and shares are

    Scenario: Four acts, three notices
      When Ana likes the "recipe" video
      And Ana comments on the "recipe" video
      And Ana shares the "recipe" video
      And Ana saves the "recipe" video
      Then Cho is notified that Ana likes the "recipe" video
      And Cho is notified that Ana comments on the "recipe" video
      And Cho is notified that Ana shares the "recipe" video
      And Cho is not notified that Ana saves the "recipe" video

    Scenario Outline: Passers-by see public acts only
      Given Dev does not know Ana
      When Ana <acts on> the "recipe" video
      Then Dev <can or cannot> see that Ana <acts on> the "recipe" video

      Examples:
        | acts on     | can or cannot |
        | likes       | can           |
        | comments on | can           |
        | saves       | cannot        |

  @FAQ-3
  Rule: Tools for saves are advised against: they break the terms, mislead and endanger data

    Scenario Outline: The help page gives three reasons
      When Cho looks at the help page
      Then the help page tells Cho <reason>

      Examples:
        | reason                                                             |
        | "Tools that promise to show who saved a video break the terms"     |
        | "Tools that promise to show who saved a video mislead you"         |
        | "Tools that promise to show who saved a video endanger your data"  |

    Scenario: They mislead, whatever they claim
      Given SaveSpy is an outside tool that promises to show who saved a video
      When Ana saves the "recipe" video
      Then the report marks SaveSpy's claim as unverifiable

  @FAQ-4
  Rule: Saves count together, and a high share of savers may lift a video

    @nist-ct-dp-p2
    Scenario: Few viewers, many of whom save
      Given Cho has posted the "prank" video
      And 100 people have viewed the "recipe" video
      And 1000 people have viewed the "prank" video
      And 60 people have saved the "recipe" video
      And 60 people have saved the "prank" video
      And Ana has saved the "recipe" video
      When 1 day passes
      And Cho looks at creator analytics
      Then the "recipe" video is recommended more than the "prank" video
      And nothing Cho receives identifies Ana

  @FAQ-5
  Rule: Saves refine recommendations, trends, reach and target groups, and creators get nothing individual

    Scenario Outline: Four purposes, no person
      Given Pia has posted the "ramen" video about cooking
      And Dora has posted the "stew" video about cooking
      And Cho has posted the "soup" video about cooking
      And 80 people have saved the "ramen" video
      And 80 people have saved the "stew" video
      And 80 people have saved the "soup" video
      And 80 people have saved the "recipe" video
      And Ana has saved the "recipe" video
      When 1 day passes
      And Cho looks at creator analytics
      Then saves are used for <purpose>
      And nothing Cho receives identifies Ana

      Examples:
        | purpose    |
        | ranking    |
        | trends     |
        | popularity |
        | audiences  |

  @FAQ-6
  Rule: No legitimate way tells a creator whether a given person saved

    Scenario Outline: A creator and a tool together find nothing
      Given Cho has granted StatApp permission to <scope>
      And Ana has saved the "recipe" video
      When StatApp asks the platform for whether Ana saved the "recipe" video
      Then the platform refuses because no permission covers it
      And nothing StatApp receives identifies Ana
      And Cho never learns that Ana saved the "recipe" video

      Examples:
        | scope            |
        | read my profile  |
        | list my videos   |
        | copy my activity |

    @gdpr-32
    Scenario: The tool sees what it was given
      Given Cho has granted StatApp permission to list my videos
      And Ana has saved the "recipe" video
      When StatApp asks the platform for who saved the "recipe" video
      Then the platform refuses because no permission covers it
      And StatApp can see the "recipe" video on the app interface
      And StatApp never learns that Ana saved the "recipe" video

  @FAQ-7
  Rule: Tracking saves is not a feature on offer

    Scenario: No page, figure or field for it
      Given Ana has saved the "recipe" video
      And 12 people have viewed the "recipe" video
      When Cho looks at creator analytics
      Then Cho cannot see who saved the "recipe" video
      And everything Cho receives matches its schema
      And Cho is shown 12 views for the "recipe" video

    @profile-seed
    Scenario: No field for the number either
      Given 80 people have saved the "recipe" video
      And 12 people have viewed the "recipe" video
      When Cho looks at the analytics export
      Then Cho cannot see how many people saved the "recipe" video
      And everything Cho receives matches its schema
      And Cho is shown 12 views for the "recipe" video

    @profile-counted
    Scenario: The number is for people, and no tool gets it
      Given Cho has granted StatApp permission to list my videos
      And 80 people have saved the "recipe" video
      When 12 people view the "recipe" video
      And 1 day passes
      And StatApp looks at the app interface
      Then StatApp cannot see how many people saved the "recipe" video
      And StatApp is shown 12 views for the "recipe" video
      And Cho is shown 50 saves for the "recipe" video
      And everything Cho receives matches its schema
