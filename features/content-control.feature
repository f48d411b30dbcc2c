Feature: Content control: everyone controls their own side

  Creators decide about their account, their comments and their videos, viewers about what they do; neither
  reaches into the other's.

  Background:
    Given Cho has posted the "debate" video

  @CTL-1
  Rule: Creators and viewers each have means to manage their experience

    @ukcc-15
    Scenario Outline: Both find their own controls, and they work
      When <who> looks at the settings screen
      Then <control> for <who> who can change it

      Examples: A creator
        | who | control                      |
        | Cho | account privacy is public    |
        | Cho | who may comment is everyone  |
        | Cho | downloads are off            |

      Examples: A viewer
        | who | control                           |
        | Ana | saved-video visibility is only me |
        | Ana | liked-list visibility is only me  |
        | Ana | use of my saves is on             |
        | Ana | personalised ads are on           |

    Scenario: A creator's list of words is one of them
      When Cho sets comment filter to "spoiler"
      Then comment filter is "spoiler" for Cho who can change it

    Scenario: A viewer keeps somebody out of the feeds
      Given Ana follows Cho
      And Ben follows Cho
      When Ana mutes Cho
      Then Ana cannot see the "debate" video on For You
      And Ana cannot see the "debate" video on Following
      And Ana can see the "debate" video on Cho's profile
      And Ben can see the "debate" video on Following

  @CTL-1
  Rule: A story is there for a day

    @platform-rule
    Scenario: A story is there for a day, and so is who watched it
      Given Ben does not know Cho
      And Cho has posted the "day" video as a story
      When Ana views the "day" video
      Then Cho can see that Ana viewed the "day" video
      And Ben can see the "day" video on Cho's profile

    @platform-rule
    Scenario: After a day a story is gone
      Given Ben does not know Cho
      And Cho has posted the "day" video as a story
      And Ana has viewed the "day" video
      When 2 days pass
      Then Ben cannot see the "day" video
      And Cho cannot see who viewed the "day" video

  @CTL-2
  Rule: What viewers do in private stays private, and no notice goes out

    Scenario Outline: A creator is told nothing
      Given Dev does not know Ana
      When Ana <acts in private>
      Then Cho is not notified of anything
      And Cho never learns that Ana <acts in private>

      Examples:
        | acts in private            |
        | saves the "debate" video   |
        | views the "debate" video   |
        | reports the "debate" video |
        | searches for "debate"      |
        | visits Cho's profile       |
        | mutes Cho                  |

    Scenario: What is done in public arrives
      When Ana saves the "debate" video
      And Ana shares the "debate" video
      Then Cho is notified that Ana shares the "debate" video
      And Cho can tell only that Ana shared the "debate" video

    @platform-rule
    Scenario: Whoever said something is not told that it was deleted
      Given Ben does not know Ana
      And Ana has commented on the "debate" video
      When Cho deletes Ana's comment
      Then Ana is not notified of anything
      And Ben cannot see the comment

    @platform-rule
    Scenario: Who downloaded a video is told to nobody
      Given Cho has set downloads to on
      When Ana downloads the "debate" video
      Then Cho is not notified of anything
      And everyone except Ana never learns that Ana downloaded the "debate" video

  @CTL-2
  Rule: Moderators see what an account did, for safety alone, and each look is written down

    @platform-rule
    Scenario: Moderators see saves for safety, and each look is written down
      Given Mia is a moderator
      And Ana has saved the "debate" video
      When Mia looks at the moderation desk
      Then Mia can see that Ana saved the "debate" video on the moderation desk
      And Ana's saves are used for safety
      And everyone except Ana never learns that Ana saved the "debate" video

    @platform-rule
    Scenario: Of a video, moderators are told how many keep it
      Given Mia is a moderator
      And Dev has changed no settings
      And 80 people have saved the "debate" video
      When Mia looks at the moderation desk
      Then Mia can see how many people saved the "debate" video on the moderation desk
      And Cho cannot see who saved the "debate" video

    @platform-rule
    Scenario: A video for its creator alone is for moderators too
      Given Mia is a moderator
      When Ana posts the "diary" video for only me
      Then Mia can see the "diary" video on the moderation desk
      And Cho never learns that Ana posted the "diary" video

    @platform-rule
    Scenario Outline: Who reports is told to moderators, and not to whom it is about
      Given Mia is a moderator
      When Ana reports <what>
      Then Mia can see that Ana reported <what> on the moderation desk
      And Cho never learns that Ana reported <what>

      Examples:
        | what               |
        | Cho                |
        | the "debate" video |

    @platform-rule
    Scenario Outline: Moderators see what an account did
      Given Mia is a moderator
      When Ana <does something>
      Then Mia can see that Ana <does something> on the moderation desk

      Examples:
        | does something                                       |
        | follows Cho                                          |
        | blocks Cho                                           |
        | mutes Cho                                            |
        | visits Cho's profile                                 |
        | searches for "debate"                                |
        | tags the "Porto" location                            |
        | sets use of my saves to off                          |
        | sets comment filter to "spoiler"                     |
        | grants StatApp permission to list my videos          |
        | watches the "debate" video for 20 seconds            |
        | comments on the "debate" video with "well argued"    |
        | saves the "debate" video in the "thesis" collection  |

    @platform-rule
    Scenario Outline: Whatever moderators read of somebody is written down as read
      Given Mia is a moderator
      When Ana <acts>
      And Mia looks at the moderation desk
      Then Ana's <records> are used for safety

      Examples:
        | acts                           | records  |
        | likes the "debate" video       | likes    |
        | views the "debate" video       | views    |
        | comments on the "debate" video | comments |
        | shares the "debate" video      | shares   |
        | reposts the "debate" video     | reposts  |
        | follows Cho                    | follows  |
        | searches for "debate"          | searches |

  @CTL-2
  Rule: Moderators read a message only once it was reported

    @platform-rule
    Scenario: Moderators read no message that nobody reported
      Given Mia is a moderator
      When Ana messages Dev
      Then Mia never learns that Ana messaged Dev

    @platform-rule
    Scenario: Moderators read a message that was reported
      Given Mia is a moderator
      When Ana messages Dev
      And Dev reports Ana's message
      Then Mia can see that Ana messaged Dev on the moderation desk

  @CTL-3
  Rule: Whoever saves a controversial video for research is not revealed to its creator

    Scenario: A video kept as a source
      Given Ben has liked the "debate" video
      When Ana saves the "debate" video in the "thesis" collection
      Then Cho never learns that Ana saved the "debate" video
      And Ana can see the "debate" video on her saved collection
      And Cho can see that Ben liked the "debate" video

    Scenario: The name of a collection leads to nobody
      When Ana saves the "debate" video in the "thesis" collection
      And Dev searches for "thesis"
      Then Dev never learns that Ana saved the "debate" video

  @CTL-4
  Rule: A creator can make the account private

    Scenario: Strangers lose the videos, followers keep them
      Given Ben follows Cho
      And Dev does not know Cho
      When Cho sets account privacy to private
      Then account privacy is private for Cho who can change it
      And Dev cannot see the "debate" video
      And Ben can see the "debate" video on Following

    Scenario: To a stranger, a private account's video is one that was never posted
      Given Dev does not know Cho
      And Cho has a private account
      When Cho posts the "rally" video
      Then Dev never learns that Cho posted the "rally" video
      And a logged-out visitor never learns that Cho posted the "rally" video

    Scenario: Nobody else learns who has asked
      Given Ben follows Cho
      And Cho has a private account
      When Dev asks to follow Cho
      Then Ben never learns that Dev asked to follow Cho

    Scenario: Whoever wants to see it has to ask
      Given Dev does not know Cho
      And Cho has a private account
      When Dev follows Cho
      Then Dev cannot see the "debate" video
      And Cho can see that Dev followed Cho on in-app notifications

    Scenario: Comments under a private video are as private as the video
      Given Ben follows Cho
      And Dev does not know Cho
      And Cho has a private account
      When Ben comments on the "debate" video with "well argued"
      Then Dev never learns that Ben commented on the "debate" video

  @CTL-5
  Rule: A creator can filter comments

    Scenario: A word on the list is held back for review
      Given Dev does not know Cho
      And Cho has set comment filter to "spoiler"
      When Ana comments on the "debate" video with "what a spoiler"
      Then Cho can see the comment on filtered comments
      And Dev cannot see the comment
      And Cho is not notified of anything

    Scenario: Comments without a word of the list stand
      Given Dev does not know Cho
      And Cho has set comment filter to "spoiler"
      When Ana comments on the "debate" video with "well argued"
      Then Dev can see the comment on the comments of the "debate" video
      And Cho is notified that Ana commented on the "debate" video

    Scenario: On a private account, too, comments are held back for review
      Given Ana follows Cho
      And Cho has set comment filter to "spoiler"
      And Cho has a private account
      When Ana comments on the "debate" video with "what a spoiler"
      Then Cho can see the comment on filtered comments

    Scenario: What is held back counts for nothing
      Given Cho has set comment filter to "spoiler"
      When Ana comments on the "debate" video with "what a spoiler"
      And 1 day passes
      Then the "debate" video is recommended as much as before
      And comments are not used for ranking
      And Cho is shown 0 comments for the "debate" video

    Scenario Outline: Those whom a creator does not let comment cannot
      Given Ana <tie> Cho
      And Cho has set who may comment to <whom>
      When Ana comments on the "debate" video
      Then the platform refuses

      Examples:
        | tie            | whom    |
        | is a friend of | no one  |
        | follows        | friends |

    Scenario Outline: Those whom a creator lets comment can
      Given Ana <tie> Cho
      And Dev does not know Cho
      And Cho has set who may comment to <whom>
      When Ana comments on the "debate" video
      Then Dev can see the comment on the comments of the "debate" video

      Examples:
        | tie            | whom     |
        | is a friend of | friends  |
        | does not know  | everyone |

  @CTL-6
  Rule: A creator can block people, and they meet nothing of the creator's any more

    Scenario: The videos are gone
      Given Ben does not know Cho
      And Dev follows Cho
      When Cho blocks Dev
      Then Dev cannot see the "debate" video
      And Ben can see the "debate" video

    Scenario Outline: To the blocked, the account might as well have been closed
      Given Dev follows Cho
      And Dev has posted the "reply" video
      And Cho has <acted on> the "reply" video
      And Dev has liked the "debate" video
      When Cho blocks Dev
      Then every surface looks the same to Dev as if Cho had closed the account
      And Dev never learns that Cho blocked Dev

      Examples:
        | acted on     |
        | liked        |
        | commented on |

    Scenario: Neither the account nor its name is found
      Given Ben does not know Cho
      And Dev follows Cho
      When Cho blocks Dev
      Then Dev cannot see Cho's profile
      And Dev cannot see Cho's profile on search for "Cho"
      And Ben can see Cho's profile on search for "Cho"

    Scenario: Whoever blocks does not meet the blocked either
      Given Ben does not know Dev
      And Dev has posted the "reply" video
      When Cho blocks Dev
      Then Cho cannot see the "reply" video on For You
      And Cho cannot see Dev's profile on search for "Dev"
      And Ben can see the "reply" video on For You

  @CTL-6
  Rule: A block covers what was done before and what is done later

    Scenario Outline: What was written before goes with the block
      Given <one> has messaged <the other>
      When Cho blocks Dev
      Then messages look the same to Dev as if Cho had closed the account
      And Dev never learns that Cho blocked Dev

      Examples:
        | one | the other |
        | Cho | Dev       |
        | Dev | Cho       |

    Scenario: Whom others follow is not told to those who were blocked
      Given Ana has set following-list visibility to everyone
      And Ana follows Cho
      And Ben does not know Ana
      When Cho blocks Dev
      Then Dev cannot see that Ana followed Cho on Ana's following list
      And Ben can see that Ana followed Cho on Ana's following list

    Scenario Outline: Whoever came by and then blocks the creator is on no list of visitors
      Given Ana has set <history> to on
      And Cho has set <history> to on
      And Ana has <come by>
      When Ana blocks Cho
      Then Cho cannot see that Ana <come by>

      Examples:
        | history              | come by                   |
        | profile-view history | visited Cho's profile     |
        | post-view history    | viewed the "debate" video |

    @platform-rule
    Scenario: Whoever blocks the creator is not among a story's viewers
      Given Cho has posted the "day" video as a story
      And Ana has viewed the "day" video
      When Ana blocks Cho
      Then Cho cannot see that Ana viewed the "day" video

    Scenario: No message passes to the blocked
      Given Cho has blocked Dev
      When Cho messages Dev "hi"
      Then the platform refuses

    Scenario Outline: What somebody does later reaches nobody whom they have blocked
      Given Dev has posted the "reply" video
      And Cho has blocked Dev
      When Cho <acts on> the "reply" video
      Then Dev never learns that Cho <acts on> the "reply" video

      Examples:
        | acts on     |
        | likes       |
        | comments on |
        | shares      |
        | reposts     |

    Scenario: What a filter holds back names nobody who has blocked the creator
      Given Dev has posted the "reply" video
      And Dev has set comment filter to "spoiler"
      And Cho has blocked Dev
      When Cho comments on the "reply" video with "what a spoiler"
      Then Dev never learns that Cho commented on the "reply" video

  @CTL-6
  Rule: A block is shown to whoever made it, and to nobody else

    Scenario Outline: A profile tells whom one has blocked, muted or asked to follow
      Given Cho has a private account
      And Dev has a private account
      When Cho <deals with> Dev
      Then Cho can see whether Cho <deals with> Dev on Dev's profile
      And a logged-out visitor never learns that Cho <deals with> Dev

      Examples:
        | deals with     |
        | blocks         |
        | mutes          |
        | asks to follow |

    Scenario: The settings screen lists whom one has blocked
      Given Ben does not know Cho
      When Cho blocks Dev
      Then Cho can see whether Cho blocked Dev on the settings screen
      And Ben never learns that Cho blocked Dev

  @CTL-6
  Rule: Research honours a block

    @platform-rule
    Scenario: A researcher who was blocked reads nothing of the creator any more
      Given Ria is a researcher
      And Rolf is a researcher
      And Ben has set liked-list visibility to everyone
      And Ben has liked the "debate" video
      And Ben has reposted the "debate" video
      When Cho blocks Ria
      Then Ria cannot see the "debate" video on research data
      And Rolf can see the "debate" video on research data

    @platform-rule
    Scenario: A blocked researcher does not read of the creator in what others do
      Given Ria is a researcher
      And Rolf is a researcher
      And Cho follows Ben
      When Cho blocks Ria
      Then Ria cannot see that Cho followed Ben on research data
      And Rolf can see that Cho followed Ben on research data

  @CTL-7
  Rule: None of a creator's tools identifies savers

    Scenario Outline: A creator uses a tool and still does not know
      Given Ana has saved the "debate" video
      And Ben has liked the "debate" video
      When Cho <uses a tool>
      Then Cho never learns that Ana saved the "debate" video
      And Cho can see that Ben liked the "debate" video

      Examples:
        | uses a tool                      |
        | sets account privacy to private  |
        | sets who may comment to friends  |
        | sets comment filter to "spoiler" |
        | mutes Ana                        |
        | blocks Ana                       |

  @CTL-8
  Rule: Creators can use likes, comments and shares to steer their content

    @INT-6
    Scenario: Three figures, and they are right
      Given 30 people have liked the "debate" video
      And 12 people have commented on the "debate" video
      And 7 people have shared the "debate" video
      And 45 people have saved the "debate" video
      When Cho looks at creator analytics
      Then Cho is shown 30 likes for the "debate" video
      And Cho is shown 12 comments for the "debate" video
      And Cho is shown 7 shares for the "debate" video
      And everything Cho receives matches its schema

  @CTL-9 @profile-seed
  Rule: The specific number of saves cannot be seen

    Scenario Outline: Whatever the number, wherever a creator looks
      Given 30 people have liked the "debate" video
      When <savers> people save the "debate" video
      Then Cho cannot see how many people saved the "debate" video
      And Cho is shown 30 likes for the "debate" video

      Examples:
        | savers |
        | 4      |
        | 600    |

  @CTL-10 @profile-seed
  Rule: What people want to keep gains reach, though its number of saves stays hidden

    Scenario: Reach grows, and the reason shows no figure
      Given Pia has posted the "rant" video
      And 200 people have viewed the "debate" video
      And 200 people have viewed the "rant" video
      And 80 people have saved the "debate" video
      When 1 day passes
      Then the "debate" video is recommended more than the "rant" video
      And Cho cannot see how many people saved the "debate" video
      And Cho is shown 200 views for the "debate" video

  @CTL-11
  Rule: Where complete figures and viewers' privacy clash, privacy wins; creators still manage their own content

    Scenario: A report on saves leaves out who said no
      Given the platform offers "save report for creators"
      And Ana has set saved-video visibility to only me
      And Ben has set saved-video visibility to everyone
      And Ben has saved the "debate" video
      When Ana saves the "debate" video
      Then Cho never learns that Ana saved the "debate" video
      And Cho can see that Ben saved the "debate" video on the save report

    @gdpr-17
    Scenario: Deleting a video is its creator's right, and tells of no saver
      Given Ana has saved the "debate" video
      When Cho deletes the "debate" video
      Then everyone except Cho cannot see the "debate" video
      And Cho never learns that Ana saved the "debate" video
      And Ana can see that Cho deleted the "debate" video on her saved collection

  @CTL-12
  Rule: Blocking someone neither reveals nor confirms that they saved

    Scenario Outline: Blocking a saver is like blocking anybody
      Given Ben has liked the "debate" video
      And Ana has saved the "debate" video
      When Cho blocks <somebody>
      Then every surface looks the same to Cho as if Ana had not saved the "debate" video
      And Cho never learns that Ana saved the "debate" video
      And Cho can see who liked the "debate" video

      Examples:
        | somebody |
        | Ana      |
        | Dev      |
