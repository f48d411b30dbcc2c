Feature: Data aggregation: groups may count, people may not

  Saves add up to figures about many people. The figures serve recommendations, trends and advertisers; none
  of them speaks of one person.

  Background:
    Given Cho has posted the "dance" video

  @AGG-1
  Rule: Saves are compiled with other acts

    Scenario: The data set holds what was done
      Given 80 people have saved the "dance" video
      And 30 people have liked the "dance" video
      When 1 day passes
      Then 80 saves are used for ranking
      And 30 likes are used for ranking

    Scenario: What was done to several videos is compiled together
      Given Cho has posted the "song" video
      And 80 people have saved the "dance" video
      And 60 people have saved the "song" video
      When 1 day passes
      Then 140 saves are used for ranking

  @AGG-2
  Rule: No single save is visible in an aggregate or through one

    @nist-ct-dp-p2
    Scenario: One saver among many
      Given 80 people have saved the "dance" video
      And 200 people have viewed the "dance" video
      And Ana has saved the "dance" video
      When 1 day passes
      And Cho looks at creator analytics
      And Cho looks at the trend report
      Then nothing Cho receives identifies Ana
      And Cho never learns that Ana saved the "dance" video
      And Cho is shown 200 views for the "dance" video

  @AGG-3
  Rule: Aggregates serve trends, popularity and recommendations

    @gdpr-5-1b
    Scenario Outline: Saves of many serve what the policy declares
      Given Cho has posted the "knots" video about sailing
      And Pia has posted the "sails" video about sailing
      And Dora has posted the "tides" video about sailing
      And 60 people have saved the "knots" video
      And 60 people have saved the "sails" video
      And 60 people have saved the "tides" video
      When 1 day passes
      Then saves are used for <purpose>
      And saves are not used for safety

      Examples:
        | purpose    |
        | trends     |
        | popularity |
        | ranking    |

  @AGG-4
  Rule: Saves of many add to a video's reach

    Scenario: Of two videos watched alike, the one that people keep goes further
      Given Pia has posted the "song" video
      And 200 people have viewed the "dance" video
      And 200 people have viewed the "song" video
      And 80 people have saved the "dance" video
      When 1 day passes
      Then the "dance" video is recommended more than the "song" video

  @AGG-5
  Rule: A much-saved dance challenge spreads to people of like tastes

    Scenario: The challenge reaches somebody who likes dancing
      Given Pia has posted the "first steps" video about dancing
      And Pia has posted the "speech" video
      And 60 people have saved the "first steps" video
      And 60 people have saved the "dance" video
      And 80 people have liked the "speech" video
      And 80 people have commented on the "speech" video
      And Dev has changed no settings
      When Ben saves 3 videos about dancing
      And 1 day passes
      Then the "dance" video is recommended more to Ben than the "speech" video
      And the "dance" video is recommended less to Dev than the "speech" video

    Scenario Outline: What a group of its savers keeps says what a video is about
      Given Pia has posted the "first steps" video about dancing
      And Pia has posted the "stripes" video about zebras
      And Pia has posted the "speech" video
      And 120 people have saved the "dance" video
      And <dancers> people have saved the "first steps" video
      And <friends of zebras> people have saved the "stripes" video
      And 300 people have liked the "speech" video
      And 300 people have commented on the "speech" video
      When Ben saves 20 videos about dancing
      And 1 day passes
      Then the "dance" video is recommended <more or less> to Ben than the "speech" video

      Examples:
        | dancers | friends of zebras | more or less |
        | 120     | 60                | more         |
        | 60      | 120               | less         |

      Examples: Too few to count
        | dancers | friends of zebras | more or less |
        | 49      | 2                 | less         |

  @AGG-6
  Rule: Themes and formats are told by groups, as groups

    Background:
      Given Cho has posted the "knots" video about sailing with a tutorial
      And Pia has posted the "sails" video about sailing with a tutorial
      And Dora has posted the "tides" video about sailing with a tutorial

    @nist-ct-dp-p2
    Scenario Outline: Themes and formats that many people keep
      Given 60 people have saved the "knots" video
      And 60 people have saved the "sails" video
      And 60 people have saved the "tides" video
      When 1 day passes
      Then Cho can see the size of the <theme or format> audience on the trend report
      And the size of the <theme or format> audience is shown to Cho only for groups of at least 50

      Examples:
        | theme or format |
        | sailing         |
        | tutorial        |

    Scenario Outline: One much-saved video makes no trend
      Given <many> people have saved the "knots" video
      And 60 people have saved the "sails" video
      And 60 people have saved the "tides" video
      When 1 day passes
      Then Cho <can or cannot> see the size of the sailing audience

      Examples:
        | many | can or cannot |
        | 249  | can           |
        | 250  | cannot        |

    Scenario: No trend hangs on one save
      Given 121 people have saved the "knots" video
      And 60 people have saved the "sails" video
      And 60 people have saved the "tides" video
      When Ana saves the "sails" video
      And 1 day passes
      Then Cho can see the size of the sailing audience on the trend report
      And Cho never learns that Ana saved the "sails" video

    Scenario: Two creators make no trend
      Given 60 people have saved the "knots" video
      And 60 people have saved the "sails" video
      When 1 day passes
      Then Cho cannot see the size of the sailing audience
      And saves are not used for trends

    Scenario: Likes make no trend
      Given 60 people have liked the "knots" video
      And 60 people have liked the "sails" video
      And 60 people have liked the "tides" video
      When 1 day passes
      Then Cho cannot see the size of the sailing audience
      And likes are not used for trends
      And likes are not used for audiences

  @AGG-7
  Rule: People are offered what suits them because of what is saved

    Scenario: More of what a viewer keeps
      Given 3 people have liked the "dance" video
      When Ana saves 3 videos about gardening
      Then videos about gardening are recommended more to Ana than the "dance" video

  @AGG-8
  Rule: Advertisers choose from large groups and never see who is in them

    Background:
      Given AdCo is an advertiser

    @dsa-28-2
    Scenario: An audience is a name and a size
      Given 1200 people have saved the "dance" video
      And Ana has saved the "dance" video
      When 1 day passes
      And AdCo looks at the ads manager
      Then AdCo can see the size of the dance audience on the ads manager
      And nothing AdCo receives identifies Ana
      And saves are used for ads
      And the size of the dance audience is shown to AdCo only for groups of at least 1000

    Scenario: A large audience is told by age and by country, in large groups again
      Given 1200 people have tagged the "Porto" location
      And 1200 people have saved the "dance" video
      When 1 day passes
      Then AdCo can see the size of the dance audience aged 25 to 34 on the ads manager
      And AdCo can see the size of the dance audience in Portugal on the ads manager
      And the size of the dance audience aged 25 to 34 is shown to AdCo only for groups of at least 1000

    Scenario: A small part of a large audience is not told
      Given Ana is 70 years old
      And Ana has tagged the "Porto" location
      And 60 people have tagged the "Porto" location
      And 1200 people have saved the "dance" video
      When Ana saves the "dance" video
      And 1 day passes
      Then AdCo cannot see the size of the dance audience aged 65 and over
      And AdCo cannot see the size of the dance audience in Portugal
      And AdCo can see the size of the dance audience

    @gdpr-21 @dpdp-9
    Scenario Outline: Who wants no personalised ads is in no audience
      Given Ana has set personalised ads to <choice>
      And 999 people have saved the "dance" video
      When Ana saves the "dance" video
      And 1 day passes
      Then AdCo <can or cannot> see the size of the dance audience on the ads manager

      Examples:
        | choice | can or cannot |
        | on     | can           |
        | off    | cannot        |

    @dsa-28-2 @ukcc-12
    Scenario: Children are in no audience
      Given Bo is 14 years old
      And 999 people have saved the "dance" video
      When Bo saves the "dance" video
      And 1 day passes
      Then AdCo cannot see the size of the dance audience on the ads manager

    Scenario: Nobody but advertisers is told the sizes of audiences
      Given 1200 people have saved the "dance" video
      When 1 day passes
      Then Cho cannot see the size of the dance audience
      And AdCo can see the size of the dance audience

  @AGG-9
  Rule: Creators gain by reaching people of like tastes

    Scenario: Views come, and no reason with them
      Given Pia has posted the "song" video
      And 80 people have saved the "dance" video
      When 1 day passes
      And 40 people view the "dance" video
      And 40 people view the "song" video
      Then the "dance" video is recommended more than the "song" video
      And Cho is shown 40 views for the "dance" video
      And Cho cannot see who saved the "dance" video

  @AGG-10
  Rule: Creators get none of the data behind distribution

    Scenario: Analytics and traffic sources have no place for savers
      Given 200 people have viewed the "dance" video
      And 80 people have saved the "dance" video
      When 1 day passes
      And Cho looks at creator analytics
      Then everything Cho receives matches its schema
      And Cho cannot see who saved the "dance" video on creator analytics
      And Cho is shown 200 views for the "dance" video

    @profile-seed
    Scenario: Analytics have no place for the number of saves
      Given 200 people have viewed the "dance" video
      When 80 people save the "dance" video
      And 1 day passes
      Then Cho cannot see how many people saved the "dance" video on creator analytics
      And Cho is shown 200 views for the "dance" video

    @profile-counted
    Scenario: Their number is the one figure that saves feed
      Given 200 people have viewed the "dance" video
      And Ana has saved the "dance" video
      When 80 people save the "dance" video
      And 1 day passes
      Then Cho is shown 50 saves for the "dance" video
      And Cho never learns that Ana saved the "dance" video
      And Cho is shown 200 views for the "dance" video

  @AGG-11
  Rule: Nobody can target people by what they saved

    Scenario Outline: Asking for savers is refused, asking for likers is not
      Given Cho has posted the "song" video
      When Cho asks to reach people who <did> the "song" video
      Then the platform <answers>

      Examples:
        | did   | answers                                                  |
        | saved | refuses because saving history is not a targeting choice |
        | liked | allows it                                                |

    Scenario: Whom a creator asked to reach is listed, and nobody in it
      Given Cho has posted the "song" video
      And Ana has liked the "song" video
      When Cho asks to reach people who liked the "song" video
      And Cho looks at the promotion tool
      Then everything Cho receives matches its schema
      And the promotion tool looks the same to Cho as if Ana had not liked the "song" video

    Scenario: An advertiser cannot reach savers either way
      Given AdCo is an advertiser
      And Ana has saved the "dance" video
      When AdCo asks to reach people who saved the "dance" video
      Then the platform refuses because saving history is not a targeting choice

  @AGG-12
  Rule: Figures built on saves are never released for small groups

    @nist-ct-dp-p2 @gdpr-25-1
    Scenario Outline: Advertisers see a group only when it is large
      Given AdCo is an advertiser
      And <savers> people have saved the "dance" video
      When 1 day passes
      And AdCo looks at the ads manager
      Then AdCo <can or cannot> see the size of the dance audience on the ads manager

      Examples:
        | savers | can or cannot |
        | 999    | cannot        |
        | 1000   | can           |
        | 1001   | can           |

    @nist-ct-dp-p2
    Scenario Outline: Advertisers see a country's part of a group only when it is large
      Given AdCo is an advertiser
      And 1200 people have saved the "dance" video
      When <there> people tag the "Porto" location
      And 1 day passes
      Then AdCo <can or cannot> see the size of the dance audience in Portugal on the ads manager

      Examples:
        | there | can or cannot |
        | 999   | cannot        |
        | 1000  | can           |
        | 1001  | can           |

    Scenario: A report keeps to the smallest group that was set
      Given the platform reports on no group smaller than 20
      And Cho has posted the "knots" video about sailing
      And Pia has posted the "sails" video about sailing
      And Dora has posted the "tides" video about sailing
      And 30 people have saved the "knots" video
      And 30 people have saved the "sails" video
      And 30 people have saved the "tides" video
      When 1 day passes
      Then the size of the sailing audience is shown to Cho only for groups of at least 20

    Scenario Outline: Recommendations follow groups only
      Given Pia has posted the "song" video
      And 1 person has liked the "song" video
      When <savers> people save the "dance" video
      And 1 day passes
      Then the "dance" video is recommended <less or more> than the "song" video

      Examples:
        | savers | less or more |
        | 49     | less         |
        | 50     | more         |

    @platform-rule
    Scenario: Researchers are told how many saved, and never who
      Given Ria is a researcher
      And 80 people have saved the "dance" video
      And Ana has saved the "dance" video
      When 1 day passes
      Then how many people saved the "dance" video is shown to Ria only for groups of at least 50
      And Ria never learns that Ana saved the "dance" video

    @platform-rule
    Scenario: What people search for is told as a term of many
      Given 80 people have searched for "dance"
      When 1 day passes
      Then how many people searched for "dance" is shown to Cho only for groups of at least 50

  @AGG-12
  Rule: How long people watch is told as the mean of many

    Scenario: How long people watch is told as the mean of many
      Given the platform reports on no group smaller than 2
      And Ana has watched the "dance" video for 20 seconds
      When Ben watches the "dance" video for 40 seconds
      And 1 day passes
      Then Cho is shown 30 seconds of mean watch time for the "dance" video

    Scenario: How long one person watches is told to nobody
      Given Ben has viewed the "dance" video
      When Ana watches the "dance" video for 20 seconds
      And 1 day passes
      Then Cho cannot see the mean watch time
      And Cho is shown 2 views for the "dance" video

  @AGG-12
  Rule: The number of saves is released from 50 people on

    @profile-counted @nist-ct-dp-p2
    Scenario Outline: The number of saves is shown from 50 people on
      When <savers> people save the "dance" video
      And 1 day passes
      Then <reader> <can or cannot> see how many people saved the "dance" video
      And <reader> can see views on the "dance" video

      Examples:
        | savers | reader               | can or cannot |
        | 49     | Cho                  | cannot        |
        | 50     | Cho                  | can           |
        | 51     | Cho                  | can           |
        | 49     | a logged-out visitor | cannot        |
        | 50     | a logged-out visitor | can           |
        | 51     | a logged-out visitor | can           |

    @profile-counted
    Scenario: Fewer than 50 are never shown, and more in steps
      When 80 people save the "dance" video
      Then how many people saved the "dance" video is shown to Cho only for groups of at least 50

  @AGG-13
  Rule: One save moves nothing that a creator sees

    @gdpr-25-1 @nist-ct-dp-p3
    Scenario Outline: One save moves nothing a creator sees
      Given Pia has posted the "song" video
      And Dora has posted the "sketch" video
      And 1 person has viewed the "sketch" video
      And 20 people have saved the "sketch" video
      And Cho has posted the "speech" video
      And 500 people have viewed the "dance" video
      And <savers> people have saved the "speech" video
      And <savers> people have saved the <kept> video
      When Ana saves the <kept> video
      And Cho posts the "next" video
      And 1 day passes
      Then every surface looks the same to Cho as if Ana had not saved the <kept> video
      And Cho is shown 500 views for the "dance" video

      Examples:
        | savers | kept    |
        | 80     | "dance" |
        | 20     | "song"  |

    @profile-counted
    Scenario Outline: Between two steps, one more save does not move the number
      Given <savers> people have saved the "dance" video
      When Ana saves the "dance" video
      And 1 day passes
      Then Cho is shown <shown> saves for the "dance" video

      Examples:
        | savers | shown |
        | 50     | 50    |
        | 98     | 50    |
        | 99     | 100   |
        | 100    | 100   |
        | 248    | 100   |
        | 249    | 250   |
        | 498    | 250   |
        | 499    | 500   |

    @profile-counted
    Scenario: A number that moves tells nothing on the day
      Given 2 people have liked the "dance" video
      When 80 people save the "dance" video
      Then Cho cannot see how many people saved the "dance" video
      And Cho is shown 2 likes for the "dance" video

  @AGG-14
  Rule: Subtracting two figures isolates nobody

    @nist-ct-dp-p3
    Scenario: An advertiser looks before and after
      Given AdCo is an advertiser
      And Pia has posted the "song" video
      And 1200 people have saved the "dance" video
      And 1200 people have saved the "song" video
      When 1 day passes
      And AdCo looks at the ads manager
      And Ana saves the "dance" video
      And 1 day passes
      And AdCo looks at the ads manager
      Then AdCo can see the size of the dance audience on the ads manager
      And nothing AdCo receives identifies Ana
      And the ads manager looks the same to AdCo as if Ana had not saved the "dance" video

    @nist-ct-dp-p3
    Scenario: An advertiser takes the parts of an audience from the whole
      Given AdCo is an advertiser
      And Ana is 70 years old
      And Ana has tagged the "Porto" location
      And 1199 people have tagged the "Porto" location
      And 1200 people have saved the "dance" video
      When Ana saves the "dance" video
      And 1 day passes
      Then the ads manager looks the same to AdCo as if Ana had not saved the "dance" video
      And the ads manager looks the same to AdCo as if Ana had not tagged the "Porto" location
      And AdCo can see the size of the dance audience in Portugal

    @nist-ct-dp-p3
    Scenario: A creator compares the trend report with the figures of a video
      Given Cho has posted the "knots" video about sailing
      And Pia has posted the "sails" video about sailing
      And Dora has posted the "tides" video about sailing
      And 120 people have saved the "knots" video
      And 120 people have saved the "sails" video
      And 120 people have saved the "tides" video
      When Ana saves the "knots" video
      And 1 day passes
      Then Cho can see the size of the sailing audience on the trend report
      And Cho never learns that Ana saved the "knots" video
