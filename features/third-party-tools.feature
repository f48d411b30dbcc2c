Feature: Outside tools find nothing

  Background:
    Given Cho has posted the "recipe" video

  @TPT-1
  Rule: A tool gets nothing that the platform does not show

    Scenario Outline: Whatever was permitted, savers are in none of it
      Given Cho has granted StatApp permission to <scope>
      And Ana has saved the "recipe" video
      When StatApp asks the platform for who saved the "recipe" video
      Then the platform refuses because no permission covers it
      And StatApp never learns that Ana saved the "recipe" video
      And everything StatApp receives matches its schema

      Examples:
        | scope                     |
        | read my profile           |
        | list my videos            |
        | copy my activity          |
        | copy my messages          |
        | copy my posts and profile |
        | copy everything           |

    Scenario: What everybody sees, a tool may see
      Given Cho has granted StatApp permission to list my videos
      When 12 people like the "recipe" video
      Then StatApp is shown 12 likes for the "recipe" video

    Scenario: A tool is told figures unasked, and nobody's name
      Given Cho has granted StatApp permission to list my videos
      When Ana likes the "recipe" video
      And Ana saves the "recipe" video
      Then StatApp can see the "recipe" video on the webhook
      And StatApp is shown 1 like for the "recipe" video
      And StatApp is not notified that Ana saved the "recipe" video
      And nothing StatApp receives identifies Ana

    Scenario: Other sites may show a video that everybody sees
      Given Dev does not know Cho
      When 12 people like the "recipe" video
      Then Dev can see the "recipe" video on the embed of the "recipe" video
      And a logged-out visitor can see the "recipe" video on the embed of the "recipe" video

  @TPT-2
  Rule: Collecting pages by machine is advised against, and stopped when it is noticed

    @gdpr-5-1f @gdpr-32
    Scenario Outline: A machine is stopped, whoever sends it
      Given SaveSpy is an outside tool
      And Ana has saved the "recipe" video
      When <who> asks the platform for <question> by scraping
      Then the platform refuses because collecting data without permission is forbidden

      Examples:
        | who                  | question                             |
        | SaveSpy              | who saved the "recipe" video         |
        | SaveSpy              | whether Ana saved the "recipe" video |
        | a logged-out visitor | who saved the "recipe" video         |

    Scenario: A permission for something else is no permission to collect
      Given Cho has granted SaveSpy permission to list my videos
      When SaveSpy asks the platform for who saved the "recipe" video by scraping
      Then the platform refuses because collecting data without permission is forbidden
      And the terms tell Cho "Collecting pages by machine is collecting data"

  @TPT-3
  Rule: Even a page that was collected holds nothing about who saved

    @gdpr-32
    Scenario: A save tracker comes away empty
      Given SaveSpy is an outside tool that promises to show who saved a video
      And 30 people have commented on the "recipe" video
      And Ana has saved the "recipe" video
      When SaveSpy asks the platform for who saved the "recipe" video by scraping
      Then nothing SaveSpy receives identifies Ana
      And the "recipe" video looks the same to SaveSpy as if Ana had not saved the "recipe" video
      And the embed of the "recipe" video looks the same to SaveSpy as if Ana had not saved the "recipe" video
      And error replies look the same to SaveSpy as if Ana had not saved the "recipe" video
      And SaveSpy is shown 30 comments for the "recipe" video

  @TPT-4
  Rule: What a tool promises to show is not taken at its word

    Scenario: A tool promises to name savers
      Given SaveSpy is an outside tool that promises to show who saved a video
      And Cho has granted SaveSpy permission to list my videos
      When Ana saves the "recipe" video
      And SaveSpy asks the platform for whether Ana saved the "recipe" video
      Then the report marks SaveSpy's claim as unverifiable
      And Ana can see the "recipe" video on her saved collection

  @TPT-5
  Rule: A tool may name the wrong saver; the platform neither confirms nor denies it

    Scenario Outline: True or false, the answer is the same
      Given SaveSpy is an outside tool that claims <whom> saved the "recipe" video
      And Cho has granted SaveSpy permission to list my videos
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

  @TPT-6
  Rule: The terms forbid collecting and using data without permission

    @dsa-14
    Scenario Outline: The terms say so
      When Cho looks at the terms
      Then the terms tell everyone <statement>

      Examples:
        | statement                                                 |
        | "Collecting data without permission is forbidden"         |
        | "Using data collected without permission is forbidden"    |
        | "Collecting pages by machine is collecting data"          |

  @TPT-7
  Rule: Using a tool that collects data can cost a warning, a suspension, the account

    Scenario: The first time costs a warning, and the tool its access
      Given Cho has granted SaveSpy permission to list my videos
      When SaveSpy asks the platform for who saved the "recipe" video by scraping
      Then Cho is warned that outside tools may cost the account
      And SaveSpy loses access
      And the terms tell Cho "Using outside tools that collect data without permission leads to a warning, then suspension, then the loss of the account"

    Scenario: The second time costs a week
      Given Cho has granted SaveSpy permission to list my videos
      When SaveSpy asks the platform for who saved the "recipe" video by scraping
      And Cho grants SaveSpy permission to list my videos
      And SaveSpy asks the platform for who saved the "recipe" video by scraping
      Then Cho is suspended
      And Cho is warned that outside tools may cost the account

    Scenario: A week is seven days
      Given Cho has granted SaveSpy permission to list my videos
      When SaveSpy asks the platform for who saved the "recipe" video by scraping
      And Cho grants SaveSpy permission to list my videos
      And SaveSpy asks the platform for who saved the "recipe" video by scraping
      And 6 days pass
      Then Cho is suspended

    Scenario: After the week the account is its holder's again
      Given Dev does not know Cho
      And Cho has granted SaveSpy permission to list my videos
      When SaveSpy asks the platform for who saved the "recipe" video by scraping
      And Cho grants SaveSpy permission to list my videos
      And SaveSpy asks the platform for who saved the "recipe" video by scraping
      And 8 days pass
      And Cho posts the "ramen" video
      Then Dev can see the "ramen" video

    Scenario: The third time costs the account
      Given Cho has granted SaveSpy permission to list my videos
      When SaveSpy asks the platform for who saved the "recipe" video by scraping
      And Cho grants SaveSpy permission to list my videos
      And SaveSpy asks the platform for who saved the "recipe" video by scraping
      And 8 days pass
      And Cho grants SaveSpy permission to list my videos
      And SaveSpy asks the platform for who saved the "recipe" video by scraping
      Then Cho loses access

  @TPT-8
  Rule: People are told of the risk before they let a tool in

    Scenario: The screen that asks also warns
      Given SaveSpy is an outside tool that promises to show who saved a video
      When Cho looks at the permission screen
      Then the permission screen tells Cho "Outside tools that collect data cost a warning, then a suspension, then the account"
      And the permission screen tells Cho "No permission tells a tool who saved a video"

  @TPT-9
  Rule: A tool enters an account by permission of its holder and by nothing else

    @coppa-312-3
    Scenario: Nobody let it in
      Given SaveSpy is an outside tool
      When SaveSpy asks the platform for who saved the "recipe" video
      Then the platform refuses because no permission covers it

    Scenario: Cho's permission does not open Ana's account
      Given Cho has granted StatApp permission to copy my activity
      And Pia has posted the "chess" video
      And Pia has posted the "sailing" video
      And Ana has liked the "sailing" video
      When Cho likes the "chess" video
      Then StatApp can see the "chess" video on the app interface
      And StatApp cannot see the "sailing" video on the app interface

  @TPT-10
  Rule: A permission covers what it names, and none covers who saved

    @gdpr-5-1c @ftc-5
    Scenario Outline: No permission covers savers
      Given Cho has granted StatApp permission to <scope>
      And Ana has saved the "recipe" video
      When StatApp asks the platform for <question>
      Then the platform refuses because no permission covers it

      Examples:
        | scope            | question                                  |
        | read my profile  | who saved the "recipe" video              |
        | list my videos   | whether Ana saved the "recipe" video      |
        | copy my activity | how many people saved the "recipe" video  |
        | copy everything  | who saved the "recipe" video              |

    Scenario: A tool that may list videos sees them and no more
      Given Cho has granted StatApp permission to list my videos
      And Pia has posted the "chess" video
      When Cho likes the "chess" video
      Then StatApp can see the "recipe" video on the app interface
      And StatApp cannot see the "chess" video on the app interface

    Scenario: Where there is nothing to list, a tool gets an empty list
      Given Ana has granted StatApp permission to list my videos
      When StatApp looks at the app interface
      Then everything StatApp receives matches its schema
      And StatApp cannot see the "recipe" video on the app interface

  @TPT-11
  Rule: Letting a tool for "save analytics" in gives away nobody else

    Scenario: A tool for save analytics learns no name
      Given SaveSpy is an outside tool that promises save analytics
      And Cho has granted SaveSpy permission to copy everything
      And Ana has saved the "recipe" video
      And Ana has liked the "recipe" video
      When SaveSpy looks at the app interface
      Then nothing SaveSpy receives identifies Ana
      And SaveSpy is shown 1 like for the "recipe" video

  @TPT-12
  Rule: People can read what a tool would get, and its policy, before they let it in

    Scenario Outline: The screen lists data and names the policy
      Given StatApp is an outside tool
      When Cho looks at the permission screen
      Then the permission screen tells Cho <statement>

      Examples:
        | statement                                                                           |
        | "The privacy policy of StatApp is at https://statapp.example/privacy"               |
        | "StatApp says of security: see https://statapp.example/security"                    |
        | "Permission to list my videos gives your videos and their public figures"           |
        | "Permission to copy my activity gives what you liked, saved and viewed"             |

    Scenario Outline: A tool gets what the screen lists
      Given Pia has posted the "chess" video
      And Cho has granted StatApp permission to <scope>
      When Cho likes the "chess" video
      And Cho comments on the "chess" video with "well played"
      And Cho messages Ana with "shall we play?"
      Then StatApp can see <what> on the app interface

      Examples:
        | scope                     | what                      |
        | read my profile           | the number of followers   |
        | list my videos            | the "recipe" video        |
        | copy my activity          | the "chess" video         |
        | copy my messages          | that Cho messaged Ana     |
        | copy my posts and profile | the comment "well played" |
        | copy everything           | that Cho messaged Ana     |

  @TPT-13
  Rule: A tool's figures may be wrong, and no official figure supports them

    Scenario: An invented number gains no support
      Given SaveSpy is an outside tool that claims 900 people saved the "recipe" video
      And 3 people have saved the "recipe" video
      When 12 people view the "recipe" video
      Then the report marks SaveSpy's claim as unverifiable
      And creator analytics looks the same to Cho as if 900 people had saved the "recipe" video
      And Cho is shown 12 views for the "recipe" video

  @TPT-14
  Rule: The platform's own figures are there to decide by

    Scenario: Analytics are complete and right
      Given 60 people have viewed the "recipe" video
      And 9 people have liked the "recipe" video
      And 4 people have commented on the "recipe" video
      When 3 people share the "recipe" video
      Then Cho is shown 60 views for the "recipe" video
      And Cho is shown 9 likes for the "recipe" video
      And Cho is shown 4 comments for the "recipe" video
      And Cho can see how many people shared the "recipe" video on creator analytics

  @TPT-15
  Rule: The platform advises against tools for saves

    Scenario: The help page says so
      When Cho looks at the help page
      Then the help page tells Cho "Do not use outside tools to find out who saved a video"
      And the help page tells Cho "Go by creator analytics: it has the figures that count"

  @TPT-16
  Rule: A permission that is taken back ends at once

    @gdpr-7-3 @gdpr-32 @dpdp-6
    Scenario Outline: The next call is refused
      Given Cho has granted StatApp permission to <scope>
      When Cho takes back StatApp's permission
      And StatApp asks the platform for who saved the "recipe" video
      Then the platform refuses because no permission covers it
      And StatApp loses access

      Examples:
        | scope           |
        | list my videos  |
        | copy everything |

    Scenario: After that the tool is told nothing more
      Given Cho has granted StatApp permission to list my videos
      And Ben has liked the "recipe" video
      When Cho takes back StatApp's permission
      And Ana likes the "recipe" video
      Then the webhook looks the same to StatApp as if Ana had not liked the "recipe" video
      And StatApp can see the "recipe" video on the webhook

    Scenario Outline: A tool that was let in is listed
      Given Cho has changed no settings
      When Cho grants StatApp permission to list my videos
      Then Cho can see whether Cho granted StatApp permission to list my videos on <screen>

      Examples:
        | screen                |
        | the settings screen   |
        | the permission screen |

    Scenario Outline: A tool is listed no longer once its permission is taken back
      Given Cho has granted StatApp permission to list my videos
      When Cho takes back StatApp's permission
      Then <screen> looks the same to Cho as if Cho had never granted StatApp permission to list my videos

      Examples:
        | screen                |
        | the settings screen   |
        | the permission screen |

  @TPT-17
  Rule: With a person's permission a tool gets that person's saves and nobody else's

    @gdpr-15 @gdpr-20
    Scenario: Own saves yes, those of others no
      Given Ana has granted StatApp permission to copy my activity
      And Pia has posted the "chess" video
      And Ben has saved the "chess" video
      When Ana saves the "recipe" video
      And StatApp looks at the app interface
      Then StatApp can see the "recipe" video on the app interface
      And StatApp cannot see the "chess" video on the app interface
      And nothing StatApp receives identifies Ben
      And StatApp never learns that Ben saved the "chess" video

    @gdpr-15 @gdpr-20 @ccpa-1798-110
    Scenario: A copy of one's data is whole, and holds one's own saves only
      Given Pia has posted the "chess" video
      And Ben has saved the "chess" video
      And Ana has commented on the "recipe" video with "a spoonful more"
      When Ana saves the "recipe" video
      Then Ana can see the "recipe" video on her data copy
      And Ana can see the comment "a spoonful more" on her data copy
      And Ana cannot see the "chess" video on her data copy
      And data copy looks the same to Pia as if Ben had not saved the "chess" video

    @gdpr-15 @gdpr-20
    Scenario Outline: A copy of one's data holds one's searches and visits
      When Ana <acts>
      Then Ana can see that Ana <acts> on her data copy
      And everyone except Ana never learns that Ana <acts>

      Examples:
        | acts                  |
        | searches for "recipe" |
        | visits Cho's profile  |

    @gdpr-15
    Scenario: A copy of one's data holds one's shares
      When Ana shares the "recipe" video
      Then Ana can see that Ana shared the "recipe" video on her data copy

    Scenario: A copy holds nothing of whoever has blocked one
      Given Ana has visited Cho's profile
      And Ana has shared the "recipe" video
      When Cho blocks Ana
      Then data copy looks the same to Ana as if Cho had closed the account
      And Ana cannot see the "recipe" video on her data copy

  @TPT-18
  Rule: Looking around is never taken for collecting

    Scenario: A thorough visitor is left alone
      Given Ana has a public account
      And Ben has a public account
      When Dev looks at every surface
      And Dev looks at every surface
      Then Dev is not notified of anything
      And Dev can see the "recipe" video

    Scenario: A tool that keeps to its permission is left alone
      Given Cho has granted StatApp permission to list my videos
      When StatApp looks at the app interface
      Then StatApp can see the "recipe" video on the app interface
      And Cho is not notified of anything
