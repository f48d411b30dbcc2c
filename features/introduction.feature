Feature: Introduction: creators see public engagement, never saves

  What a creator is told about a video, what a creator is shown, and what stays with the saver.

  Background:
    Given Cho has posted the "recipe" video

  @INT-1
  Rule: Saving a video sends its creator no notice

    @gdpr-25-2
    Scenario: A save arrives in silence
      When Ana saves the "recipe" video
      And 1 day passes
      Then Cho is not notified of anything

    Scenario: A like beside a save does arrive
      Given Ana has saved the "recipe" video
      When Ben likes the "recipe" video
      Then Cho is notified that Ben likes the "recipe" video
      And Cho is not notified that Ana saved the "recipe" video

  @INT-2
  Rule: No feature tells a creator whose saved collection a video is in

    Scenario: Ana's collection is Ana's own
      When Ana saves the "recipe" video
      Then Ana can see the "recipe" video on her saved collection
      And Cho never learns that Ana saved the "recipe" video

    Scenario Outline: Nothing in the creator's own tools points to the saver
      Given Ana has saved the "recipe" video
      And Ben has liked the "recipe" video
      When Cho looks at <place>
      Then nothing Cho receives identifies Ana
      And Cho can see that Ben liked the "recipe" video

      Examples:
        | place              |
        | creator analytics  |
        | the promotion tool |

    Scenario: Long lists tell no more than short ones
      Given 30 people have liked the "recipe" video
      When Ana saves the "recipe" video
      And Cho looks at in-app notifications
      Then nothing Cho receives identifies Ana
      And Cho never learns that Ana saved the "recipe" video
      And Cho is shown 30 likes for the "recipe" video

  @INT-3
  Rule: A creator is told of a like

    Scenario: One like, one notice
      Given Cho has changed no settings
      When Ana likes the "recipe" video
      Then Cho is notified that Ana likes the "recipe" video

  @INT-4
  Rule: A creator is told of a comment

    Scenario: One comment, one notice
      Given Cho has changed no settings
      When Ana comments on the "recipe" video
      Then Cho is notified that Ana comments on the "recipe" video

  @INT-5
  Rule: A creator is told of a share

    Scenario: One share, one notice
      Given Cho has changed no settings
      When Ana shares the "recipe" video
      Then Cho is notified that Ana shares the "recipe" video

  @INT-6
  Rule: A creator can readily see views, likes and shares

    Scenario: The figures are the acts that happened
      Given 123 people have viewed the "recipe" video
      And 37 people have liked the "recipe" video
      And 12 people have shared the "recipe" video
      And 45 people have saved the "recipe" video
      When Cho looks at creator analytics
      Then Cho is shown 123 views for the "recipe" video
      And Cho is shown 37 likes for the "recipe" video
      And Cho is shown 12 shares for the "recipe" video

    Scenario Outline: The figures stand where a creator looks
      Given 12 people have viewed the "recipe" video
      And 7 people have liked the "recipe" video
      And 3 people have shared the "recipe" video
      When Cho looks at <place>
      Then Cho can see how many people viewed the "recipe" video on <place>
      And Cho can see how many people liked the "recipe" video on <place>
      And Cho can see how many people shared the "recipe" video on <place>

      Examples:
        | place                |
        | creator analytics    |
        | the analytics export |
        | the "recipe" video   |

    Scenario: The number of profile visits is shown too
      When 12 people visit Cho's profile
      Then Cho can see how many people visited Cho's profile on creator analytics

  @INT-7 @profile-seed
  Rule: The number of saves is shown to nobody

    Scenario Outline: No number of saves is large or small enough to be shown
      Given <savers> people have saved the "recipe" video
      And 30 people have liked the "recipe" video
      When Cho looks at creator analytics
      Then Cho cannot see how many people saved the "recipe" video
      And Cho is shown 30 likes for the "recipe" video

      Examples:
        | savers |
        | 3      |
        | 500    |

    Scenario Outline: Five hundred saves look like none
      When 500 people save the "recipe" video
      Then <place> looks the same to <reader> as if nobody had saved the "recipe" video

      Examples:
        | reader               | place                |
        | Cho                  | the analytics export |
        | a logged-out visitor | the "recipe" video   |

    Scenario: A tool of the creator's finds no number either
      Given Cho has granted StatApp permission to list my videos
      And 30 people have liked the "recipe" video
      When 500 people save the "recipe" video
      And StatApp looks at the app interface
      Then StatApp cannot see how many people saved the "recipe" video
      And StatApp is shown 30 likes for the "recipe" video

  @INT-8
  Rule: Saving differs from other engagement

    Scenario Outline: Liking and saving reveals only the like
      Given Ana has <engaged with> the "recipe" video
      When Ana saves the "recipe" video
      Then Cho can tell only that Ana <engaged with> the "recipe" video

      Examples:
        | engaged with |
        | liked        |
        | commented on |

    Scenario: Saving and liking reveal only the like, whichever came first
      Given Ana has saved the "recipe" video
      When Ana likes the "recipe" video
      Then every surface looks the same to Cho as if Ana had not saved the "recipe" video
      And Cho is notified that Ana likes the "recipe" video

  @INT-9
  Rule: Everyone can find out what is tracked and what is not

    @gdpr-12
    Scenario Outline: The help page says it to creators, viewers and passers-by
      When <reader> looks at the help page
      Then the help page tells <reader> "<statement>"

      Examples: What is tracked
        | reader               | statement                                                                |
        | Cho                  | Likes, comments, shares, reposts and views are counted on the video page |
        | a logged-out visitor | Likes, comments, shares, reposts and views are counted on the video page |

      Examples: What is not
        | reader | statement                                      |
        | Cho    | Creators are never told who saved their videos |
        | Ana    | Creators are never told who saved their videos |
