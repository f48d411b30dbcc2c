Feature: Algorithm influence: saves lift videos without showing saves

  Background:
    Given Cho has posted the "knots" video
    And Cho has posted the "prank" video
    And Pia has posted the "ramen" video about cooking

  @ALG-1
  Rule: Saves are one of many signals

    @dsa-27
    Scenario Outline: Other signals count without any save
      Given 60 people have <done> the "prank" video
      And 60 people have saved the "knots" video
      When 1 day passes
      Then the "prank" video is recommended more than the "ramen" video
      And the "knots" video is recommended more than the "ramen" video
      And saves are used for ranking
      And <signal> are used for ranking

      Examples:
        | done         | signal   |
        | liked        | likes    |
        | viewed       | views    |
        | reposted     | reposts  |
        | shared       | shares   |
        | commented on | comments |

  @ALG-2
  Rule: Saves together with likes, comments and shares raise the chance of promotion

    Scenario Outline: Each of them adds to saves
      Given 60 people have saved the "knots" video
      And 60 people have saved the "prank" video
      When 60 people <act on> the "knots" video
      And 1 day passes
      Then the "knots" video is recommended more than the "prank" video

      Examples:
        | act on     |
        | like       |
        | comment on |
        | share      |

  @ALG-3
  Rule: The share of viewers who save counts, not the number alone

    Scenario: A useful tutorial with few views
      Given 200 people have viewed the "knots" video
      And 80 people have saved the "knots" video
      And 2000 people have viewed the "prank" video
      And 80 people have saved the "prank" video
      When 1 day passes
      Then the "knots" video is recommended more than the "prank" video

    Scenario: Savers are weighed against viewers
      Given 200 people have viewed the "knots" video
      When 80 people save the "knots" video
      And 1 day passes
      Then 80 saves are used for quality
      And 200 views are used for quality

  @ALG-4 @profile-seed
  Rule: A boost gives the creator no number of saves

    Scenario: Boosted, and none the wiser
      Given 200 people have viewed the "knots" video
      When 80 people save the "knots" video
      And 1 day passes
      Then the "knots" video is recommended more than the "prank" video
      And Cho cannot see how many people saved the "knots" video
      And Cho cannot see saves on creator analytics

  @ALG-5
  Rule: Saves of groups help to judge quality, sort videos and pick target groups

    Scenario Outline: What the saves of a group are used for
      Given the platform reports on no group smaller than 50
      And <savers> people have saved the "ramen" video
      And <savers> people have saved the "knots" video
      When 1 day passes
      Then saves <are or are not> used for quality
      And saves <are or are not> used for categories
      And saves <are or are not> used for audiences

      Examples:
        | savers | are or are not |
        | 50     | are            |
        | 49     | are not        |

  @ALG-6
  Rule: What people save shapes what they are recommended

    Scenario: Two savers, two feeds
      Given Cho has posted the "opening" video about chess
      When Ana saves 3 videos about cooking
      And Ben saves 3 videos about chess
      Then the "ramen" video is recommended more to Ana than the "opening" video
      And the "opening" video is recommended more to Ben than the "ramen" video

    Scenario: The more is saved of a topic, the more it counts
      Given Cho has posted the "opening" video about chess
      When Ana saves 9 videos about chess
      And Ana saves 1 video about cooking
      Then the "opening" video is recommended more to Ana than the "ramen" video

    Scenario: Saving a video about no topic changes nothing
      When Ana saves the "knots" video
      Then the "prank" video is recommended as much to Ana as before

    Scenario: What is saved among friends shapes it too
      Given Cho has posted the "opening" video about chess
      And Cho has posted the "party" video about chess for friends
      And Ana is a friend of Cho
      When Ana saves the "party" video
      Then the "opening" video is recommended more to Ana than the "ramen" video

  @ALG-7
  Rule: Who often saves cooking is offered more cooking

    Scenario: A cooking fan
      Given 3 people have liked the "prank" video
      And Ana has saved 8 videos about cooking
      When 1 day passes
      Then videos about cooking are recommended more to Ana than the "prank" video

  @ALG-8
  Rule: That includes creators whom the saver has not met

    Scenario: A cooking fan meets a new cook
      Given Ana does not know Pia
      And 3 people have liked the "prank" video
      And Ana has saved 4 videos about cooking
      When 1 day passes
      And Ana views the "ramen" video
      Then the "ramen" video is recommended more to Ana than the "prank" video
      And Pia is shown 1 view for the "ramen" video
      And Pia never learns that Ana saved 4 videos about cooking

  @ALG-9
  Rule: Creators are not told which saves led to a recommendation

    Scenario: A view has a source, and saves are none
      Given Ana has saved 4 videos about cooking
      When Ana views the "ramen" video
      And Pia looks at creator analytics
      Then creator analytics looks the same to Pia as if Ana had not saved 4 videos about cooking
      And Pia cannot see how many people saved 4 videos about cooking on creator analytics
      And Pia is shown 1 view for the "ramen" video
      And Pia can see the sources of views on creator analytics

  @ALG-10
  Rule: No explanation names another person's save

    @dsa-27
    Scenario: A friend reads why
      Given Ben is a friend of Ana
      And Ana has saved the "ramen" video
      When Ben looks at why this video
      Then Ben can see the "ramen" video on why this video
      And Ben cannot see that Ana saved the "ramen" video on why this video

    @gdpr-22
    Scenario: One's own saves are explained to oneself
      Given Ana has saved 2 videos about cooking
      When Ana looks at why this video
      Then Ana can see that Ana saved 2 videos about cooking on why this video

    Scenario: That many like a video is a reason
      Given Ben does not know Pia
      When 30 people like the "ramen" video
      Then Ben can see whether 30 people liked the "ramen" video on why this video
      And Ben cannot see who liked the "ramen" video on why this video

    Scenario: What is for friends is explained to friends
      Given Cho has posted the "party" video for friends
      And Ana is a friend of Cho
      When Ana looks at why this video
      Then Ana can see the "party" video on why this video
      And Cho cannot see the "party" video on why this video

    Scenario: Whom one follows is a reason
      Given Ben has changed no settings
      When Ben follows Pia
      Then Ben can see that Ben followed Pia on why this video
      And Pia cannot see that Ben followed Pia on why this video

  @ALG-11
  Rule: Saves alone neither guarantee promotion nor block it

    Scenario: Many saves do not outdo everything else
      Given 60 people have saved the "knots" video
      And 300 people have liked the "prank" video
      And 300 people have commented on the "prank" video
      And 300 people have shared the "prank" video
      When 1 day passes
      Then the "knots" video is recommended less than the "prank" video
      And the "knots" video is recommended more than the "ramen" video
