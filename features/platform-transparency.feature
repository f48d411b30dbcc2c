Feature: Platform transparency: the platform says what it does, and does what it says

  What the documents must say, whether it is true, how recommendations are explained, and what people can
  decide about the use of their saves.

  Background:
    Given Cho has posted the "recipe" video

  @TRN-1
  Rule: The platform says what is collected, how it is used and with whom it is shared

    @gdpr-13 @ccpa-1798-100 @ukcc-4
    Scenario Outline: Three disclosures
      When Ana looks at the privacy policy
      Then the privacy policy tells everyone "<statement>"

      Examples:
        | statement                                                                                     |
        | We collect what you tell us when you sign up and what you do here, saves included             |
        | Saves are combined to choose which videos to suggest                                          |
        | We share your data with outside tools only where you permit it, and never the saves of others |

  @TRN-2
  Rule: The privacy policy says whether creators get individual saves or only numbers

    @profile-seed
    Scenario: Creators get neither, and the policy says so
      When Cho looks at the privacy policy
      Then the privacy policy tells Cho "Creators get neither individual saves nor the number of saves"

    @profile-counted
    Scenario Outline: Creators get numbers only, and the policy says so
      Given 80 people have saved the "recipe" video
      When Ana saves the "recipe" video
      Then the <document> tells Cho "<statement>"
      And the report marks "<statement>" as kept

      Examples:
        | document       | statement                                                                            |
        | privacy policy | Creators get no individual saves, and the number of saves of a video from 50 on only |
        | help page      | The number of saves of a video is shown from 50 on, in steps, once a day             |

  @TRN-3
  Rule: If the privacy policy says that saves are anonymised and used by the algorithm only, that must be so

    @ftc-5 @gdpr-5-1a
    Scenario: A claim of anonymity must be true
      Given the privacy policy says "Saves are anonymised and used only to rank videos"
      And Ana has saved 20 videos about cooking
      Then Ana's saves are not used for ads
      And Ana's saves are used for ranking
      And the report marks "Saves are anonymised" as contradicted
      And the report marks "used only to rank videos" as kept

  @TRN-4
  Rule: Without a clear statement the audit records ambiguity

    Scenario: Silence is ambiguous
      Given the privacy policy does not say "Individual saves are not shared with creators"
      When Ana saves the "recipe" video
      Then the report marks "Individual saves are not shared with creators" as ambiguous
      And the privacy policy does not tell everyone "Individual saves are not shared with creators"
      And the privacy policy tells everyone "Creators are never told who saved their videos"

  @TRN-5
  Rule: The policy explains how saving is handled

    Scenario: What happens to a save
      When Ana saves the "recipe" video
      Then the privacy policy tells Ana "Saving a video puts it into your own collection and tells nobody"
      And the report marks "Saving a video puts it into your own collection and tells nobody" as kept

  @TRN-6
  Rule: The policy says that individual saves are not shared with creators

    @ccpa-1798-110
    Scenario: Individual saves are not shared, and the policy says so
      When Ana saves the "recipe" video
      Then the privacy policy tells Ana "Individual saves are not shared with creators"
      And the privacy policy tells Cho "Individual saves are not shared with creators"
      And the report marks "Individual saves are not shared with creators" as kept

  @TRN-7
  Rule: Wording on the visibility of saves is not vague

    @gdpr-12
    Scenario Outline: A hedge is found
      Given the privacy policy says "<hedge>"
      And Pia has posted the "ramen" video about cooking
      When Ana saves the "ramen" video
      Then the report marks "<hedge>" as ambiguous
      And the report marks the privacy policy as ambiguous
      And the privacy policy tells Ana "Creators are never told who saved their videos"

      Examples:
        | hedge                                                          |
        | Creators may see some information about saves                  |
        | Saves are generally not shared with creators from time to time |

    Scenario: The policy as it is hedges nothing
      Given Pia has posted the "ramen" video about cooking
      And 80 people have saved the "ramen" video
      When Ana saves the "ramen" video
      And 1 day passes
      Then the report marks the privacy policy as kept
      And the privacy policy tells Ana "Creators are never told who saved their videos"

  @TRN-8
  Rule: A section on the visibility of saves is readily found

    @gdpr-12 @ukcc-4
    Scenario Outline: Two steps are enough, with and without an account
      When <reader> looks at the privacy policy
      Then the privacy policy tells <reader> "Creators are never told who saved their videos"

      Examples:
        | reader               |
        | a logged-out visitor |
        | Cho                  |

  @TRN-9
  Rule: People can learn how what they do affects what is shown

    @dsa-27 @gdpr-22
    Scenario: The guide says what one's own saves do, and they do it
      Given Pia has posted the "ramen" video about cooking
      And 3 people have liked the "recipe" video
      When Ana saves 3 videos about cooking
      Then the recommendation guide tells Ana "Saving videos about a topic brings you more videos about that topic"
      And the "ramen" video is recommended more to Ana than the "recipe" video

    @dsa-27 @gdpr-22
    Scenario: Whoever asks why a video is shown is told of their own saves
      Given Pia has posted the "ramen" video about cooking
      When Ana saves 3 videos about cooking
      Then Ana can see that Ana saved 3 videos about cooking on why this video
      And everyone except Ana never learns that Ana saved 3 videos about cooking

  @TRN-10
  Rule: Creators can learn how saves in general feed recommendations

    @dsa-27
    Scenario: The guide says it, and no video's page names a saver
      When Ana saves the "recipe" video
      Then the recommendation guide tells Cho "Saves count, with medium weight, beside other signals"
      And Cho cannot see who saved the "recipe" video

    @profile-seed
    Scenario: The guide says it, and no video's page shows a number
      Given 12 people have liked the "recipe" video
      When 80 people save the "recipe" video
      Then the recommendation guide tells Cho "Saves count, with medium weight, beside other signals"
      And Cho cannot see how many people saved the "recipe" video

    @profile-counted
    Scenario: The guide says it, and a video's page shows a number and nobody
      When 80 people save the "recipe" video
      And 1 day passes
      Then the recommendation guide tells Cho "Saves count, with medium weight, beside other signals"
      And Cho is shown 50 saves for the "recipe" video
      And Cho cannot see who saved the "recipe" video

  @TRN-11
  Rule: An overview lists what counts, with the weight of saves among it

    @dsa-27
    Scenario Outline: Each signal with its weight
      When a logged-out visitor looks at the recommendation guide
      Then the recommendation guide tells everyone "<factor>"

      Examples:
        | factor                                                |
        | Saves count, with medium weight, beside other signals |
        | Comments and shares count, with high weight           |
        | Likes and reposts count, with low weight              |
        | Views count, with very low weight                     |

    @dsa-27
    Scenario Outline: What is said to weigh more does
      Given Cho has posted the "prank" video
      And 300 people have viewed the "recipe" video
      And 300 people have viewed the "prank" video
      And 60 people have <heavier> the "recipe" video
      And 60 people have <lighter> the "prank" video
      When 1 day passes
      Then the "recipe" video is recommended more than the "prank" video

      Examples:
        | heavier      | lighter  |
        | commented on | saved    |
        | shared       | saved    |
        | saved        | liked    |
        | saved        | reposted |
        | liked        | viewed   |

  @TRN-12
  Rule: Explanations need not reveal proprietary detail

    Scenario: Bands, no formula, no people
      Given Ana has liked the "recipe" video
      When Ana saves the "recipe" video
      And Cho looks at the recommendation guide
      Then the recommendation guide tells Cho "Nobody is shown which saves led to a recommendation"
      And the report marks "Nobody is shown which saves led to a recommendation" as kept
      And Cho can tell only that Ana liked the "recipe" video

  @TRN-13
  Rule: Clear options govern whether others see what one does

    @ukcc-5 @dsa-25
    Scenario Outline: Each option is there, and it does what it says
      Given Dev does not know Ana
      And Ana has <acted on> the "recipe" video
      And Ana has set <option> to <before>
      When Ana sets <option> to <choice>
      Then <option> is <choice> for Ana who can change it
      And Dev <can or cannot> see the "recipe" video on <list>

      Examples:
        | option                 | before   | choice   | acted on | list                   | can or cannot |
        | saved-video visibility | everyone | only me  | saved    | Ana's saved collection | cannot        |
        | saved-video visibility | only me  | everyone | saved    | Ana's saved collection | can           |
        | liked-list visibility  | everyone | only me  | liked    | Ana's liked list       | cannot        |
        | liked-list visibility  | only me  | everyone | liked    | Ana's liked list       | can           |

  @TRN-14 @conditional
  Rule: A setting keeps a person's saves out of recommendations

    @gdpr-21 @dsa-38
    Scenario: Opting out keeps saves out of one's own feed
      Given Ana has set use of my saves to off
      When Ana saves 20 videos about cooking
      And 1 day passes
      Then Ana's saves are not used for ranking
      And videos about cooking are recommended as much to Ana as before
      And use of my saves is off for Ana who can change it

    Scenario Outline: The fiftieth saver is counted only if willing
      Given Pia has posted the "ramen" video
      And 3 people have liked the "ramen" video
      And Ana has set use of my saves to <use>
      When 49 people save the "recipe" video
      And Ana saves the "recipe" video
      And 1 day passes
      Then saves <are or are not> used for popularity
      And the "recipe" video is recommended <more or less> than the "ramen" video

      Examples:
        | use | are or are not | more or less |
        | on  | are            | more         |
        | off | are not        | less         |

  @TRN-15 @conditional
  Rule: The opt-out covers ranking, trends and ads, and earlier saves

    @gdpr-21 @ccpa-1798-120
    Scenario Outline: Saves from before count no longer
      Given Cho has posted the "knots" video about sailing
      And Pia has posted the "sails" video about sailing
      And Dora has posted the "tides" video about sailing
      And 49 people have saved the "knots" video
      And 49 people have saved the "sails" video
      And 49 people have saved the "tides" video
      And Ana has saved the "knots" video
      And Ana has saved the "sails" video
      And Ana has saved the "tides" video
      When Ana sets use of my saves to <use>
      And 1 day passes
      Then Ana's saves <are or are not> used for ranking
      And saves <are or are not> used for trends
      And use of my saves is <use> for Ana who can change it

      Examples:
        | use | are or are not |
        | on  | are            |
        | off | are not        |

    @gdpr-21
    Scenario Outline: Saves from before are in no audience for ads
      Given AdCo is an advertiser
      And 999 people have saved the "recipe" video
      And Ana has saved the "recipe" video
      When Ana sets use of my saves to <use>
      And 1 day passes
      Then saves <are or are not> used for ads
      And AdCo <can or cannot> see the size of the recipe audience on the ads manager

      Examples:
        | use | are or are not | can or cannot |
        | on  | are            | can           |
        | off | are not        | cannot        |

    @gdpr-21 @ccpa-1798-120
    Scenario Outline: Whoever keeps their saves out is in no audience
      Given AdCo is an advertiser
      And Ana has set use of my saves to <choice>
      And 999 people have saved the "recipe" video
      When Ana saves the "recipe" video
      And 1 day passes
      Then AdCo <can or cannot> see the size of the recipe audience on the ads manager

      Examples:
        | choice | can or cannot |
        | on     | can           |
        | off    | cannot        |

  @TRN-16 @conditional
  Rule: Opting out keeps the saved collection, and nobody else can tell

    @ccpa-1798-125
    Scenario: The collection is whole and the choice unseen
      Given Ana has saved 20 videos about cooking
      And Dev follows Ana
      When Ana sets use of my saves to off
      Then Ana can see 20 videos on her saved collection
      And everyone except Ana never learns that Ana set use of my saves to off

  @TRN-17
  Rule: Disclosure, an accessible policy, explanations and control exist together

    @gdpr-5-2
    Scenario: Four parts at once
      When Ana saves the "recipe" video
      Then the privacy policy tells a logged-out visitor "Saves are combined to choose which videos to suggest"
      And the report marks "Creators are never told who saved their videos" as kept
      And the recommendation guide tells everyone "Saves count, with medium weight, beside other signals"
      And use of my saves is on for Ana who can change it

  @TRN-18
  Rule: What documents say and what the platform does agree

    @gdpr-5-2 @ftc-5 @ukcc-6
    Scenario Outline: Statement by statement, whether few or many have saved
      Given Pia has posted the "ramen" video about cooking
      And <savers> people have saved the "ramen" video
      And Ben follows Pia
      And Ben has viewed the "ramen" video
      And Ben has liked the "ramen" video
      And Ben has commented on the "ramen" video
      And Ben has shared the "ramen" video
      And Ben has reposted the "ramen" video
      When Ana saves the "ramen" video
      And 1 day passes
      Then the report marks the <document> as kept
      And Pia can see that Ben commented on the "ramen" video

      Examples:
        | document             | savers |
        | privacy policy       | 80     |
        | privacy policy       | 1200   |
        | help page            | 80     |
        | recommendation guide | 80     |
        | advice page          | 80     |

    @gdpr-5-2 @ftc-5 @dsa-14
    Scenario: What becomes of a tool that collects is what the terms and the permission screen say
      Given Cho has granted SaveSpy permission to list my videos
      And Ana has saved the "recipe" video
      When SaveSpy asks the platform for who saved the "recipe" video by scraping
      Then the report marks the terms as kept
      And the report marks the permission screen as kept
      And SaveSpy loses access

    Scenario: A document that says otherwise is found out
      Given the help page says "Creators see who saved their videos"
      And 80 people have saved the "recipe" video
      When Ana saves the "recipe" video
      Then the report marks "Creators see who saved their videos" as contradicted
      And the report marks the help page as contradicted
      And the help page tells Cho "Creators are never told who saved their videos"
