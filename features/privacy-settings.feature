Feature: Privacy settings: people decide who sees what they do

  Background:
    Given Cho has posted the "recipe" video
    And Cho has posted the "dance" video

  @SET-1
  Rule: By default creators have no access to who saved

    @gdpr-25-2
    Scenario: Nobody touched a setting
      Given Ana has changed no settings
      And Cho has changed no settings
      When Ana saves the "recipe" video
      Then saved-video visibility is only me for Ana
      And Cho never learns that Ana saved the "recipe" video

    @ukcc-7 @dsa-28-1 @platform-rule
    Scenario: A fourteen-year-old starts private
      Given Bo is 14 years old
      And Bo has changed no settings
      When Bo saves the "recipe" video
      Then account privacy is private for Bo
      And saved-video visibility is only me for Bo
      And Cho never learns that Bo saved the "recipe" video

    @ukcc-7 @dsa-28-1 @platform-rule
    Scenario Outline: A child starts with the strictest choice
      Given Bo is <age> years old
      When Bo saves the "recipe" video
      Then <setting> <is> <choice> for Bo who <can or cannot> change it

      Examples:
        | age | setting                      | is  | choice  | can or cannot |
        | 14  | liked-list visibility        | is  | only me | can           |
        | 14  | following-list visibility    | is  | only me | can           |
        | 14  | who may comment              | is  | no one  | can           |
        | 14  | read receipts                | are | off     | can           |
        | 14  | activity status              | is  | off     | can           |
        | 14  | suggestions and contact sync | are | off     | can           |
        | 14  | location tag                 | is  | off     | can           |
        | 14  | use of my saves              | is  | off     | can           |
        | 14  | downloads                    | are | off     | cannot        |
        | 15  | profile-view history         | is  | off     | cannot        |
        | 15  | post-view history            | is  | off     | cannot        |
        | 16  | post-view history            | is  | off     | can           |
        | 17  | personalised ads             | are | off     | cannot        |

    Scenario: A saver may show the collection to everyone
      Given Ana has set saved-video visibility to everyone
      When Ana saves the "recipe" video
      Then Cho can see the "recipe" video on Ana's saved collection

  @SET-2
  Rule: Nobody is watched save by save

    Scenario: Friends and followers learn of no save
      Given Ben is a friend of Ana
      And Dev follows Ana
      When Ana saves the "recipe" video
      Then everyone except Ana never learns that Ana saved the "recipe" video

    Scenario: Two who keep the same video do not learn of each other
      When Ana saves the "recipe" video
      And Ben saves the "recipe" video
      Then everyone never learns who saved the "recipe" video
      And Ana can see the "recipe" video on her saved collection

    Scenario: A follower sees a repost and no save
      Given Dev follows Ana
      And Ana has saved the "recipe" video
      When Ana reposts the "dance" video
      Then Dev can see the "dance" video on Ana's profile
      And Dev cannot see that Ana saved the "recipe" video

  @SET-3
  Rule: Likes are public and visible

    Scenario: A stranger sees who liked
      Given Ana has a public account
      And Dev does not know Ana
      When Ana likes the "recipe" video
      Then Dev can see that Ana liked the "recipe" video on the "recipe" video

    Scenario: A logged-out visitor sees how many
      Given Ana has a public account
      When Ana likes the "recipe" video
      Then a logged-out visitor is shown 1 like for the "recipe" video

    @platform-rule
    Scenario Outline: Researchers read what an account likes where its list is open
      Given Ria is a researcher
      And Ana has set liked-list visibility to <choice>
      When Ana likes the "recipe" video
      Then Ria <can or cannot> see that Ana liked the "recipe" video on research data

      Examples:
        | choice   | can or cannot |
        | everyone | can           |
        | friends  | cannot        |

  @SET-4
  Rule: People can adjust the settings of their presence and interactions

    @ukcc-15
    Scenario Outline: A change is offered, taken and kept
      When Ana sets <setting> to <value>
      And Ana sets <another> to <its value>
      Then <setting> is <value> for Ana who can change it
      And <another> <is> <its value> for Ana who can change it

      Examples:
        | setting                | value   | another                      | is  | its value |
        | account privacy        | private | read receipts                | are | on        |
        | saved-video visibility | friends | downloads                    | are | on        |
        | liked-list visibility  | friends | suggestions and contact sync | are | on        |
        | profile-view history   | on      | personalised ads             | are | off       |
        | use of my saves        | off     | post-view history            | is  | on        |
        | who may comment        | friends | activity status              | is  | on        |
        | location tag           | on      | following-list visibility    | is  | friends   |

    Scenario Outline: A video is downloaded only while its creator has downloads on
      Given Cho has set downloads to <choice>
      When Ana downloads the "recipe" video
      Then the platform <answers>

      Examples:
        | choice | answers   |
        | on     | allows it |
        | off    | refuses   |

  @SET-4
  Rule: A saved collection is seen by whom its owner lets in

    Scenario Outline: One collection may be shown otherwise than the others
      Given Dev does not know Ana
      And Ana has saved the "recipe" video in the "plans" collection
      And Ana has set saved-video visibility to <all saved videos>
      When Ana sets saved-video visibility of the "plans" collection to <this collection>
      Then Dev <can or cannot> see the "recipe" video on Ana's saved collection
      And Dev <can or cannot> see the "plans" collection on Ana's saved collection
      And Ana can see the "recipe" video on her saved collection

      Examples:
        | all saved videos | this collection | can or cannot |
        | only me          | everyone        | can           |
        | everyone         | only me         | cannot        |

    Scenario: A collection that is shown stands on the profile as well
      Given Dev does not know Ana
      And Ana has saved the "recipe" video in the "plans" collection
      When Ana sets saved-video visibility of the "plans" collection to everyone
      Then Dev can see the "plans" collection on Ana's profile
      And Ana can see whether Ana set saved-video visibility of the "plans" collection to everyone on the settings screen

    Scenario: A collection for friends stands there for friends
      Given Ben is a friend of Ana
      And Dev does not know Ana
      And Ana has saved the "recipe" video in the "plans" collection
      When Ana sets saved-video visibility of the "plans" collection to friends
      Then Ben can see the "plans" collection on Ana's profile
      And Dev cannot see the "plans" collection on Ana's profile

    Scenario: A collection may be shown before anything is in it
      Given Dev does not know Ana
      When Ana sets saved-video visibility of the "plans" collection to everyone
      Then Dev can see the "plans" collection on Ana's profile

    Scenario: What friends alone may see can be kept
      Given Cho has posted the "party" video for friends
      And Ana is a friend of Cho
      When Ana saves the "party" video
      Then Ana can see the "party" video on her saved collection

  @SET-4
  Rule: Who follows whom is seen as far as they let it be

    Scenario Outline: Whom one follows is shown as far as one says
      Given Dev does not know Ana
      And Ana has set following-list visibility to <choice>
      When Ana follows Cho
      Then Dev <can or cannot> see that Ana followed Cho on Ana's following list

      Examples:
        | choice   | can or cannot |
        | everyone | can           |
        | only me  | cannot        |

    Scenario Outline: Among the followers of somebody, each decides for themselves
      Given Ben is a friend of Ana
      And Dev does not know Ana
      And Cho has set following-list visibility to everyone
      And Ana has set following-list visibility to <choice>
      When Ana follows Cho
      Then <reader> <can or cannot> see that Ana followed Cho on Cho's followers list

      Examples:
        | choice   | reader | can or cannot |
        | everyone | Dev    | can           |
        | friends  | Ben    | can           |
        | friends  | Dev    | cannot        |
        | only me  | Ben    | cannot        |

    @platform-rule
    Scenario: Who follows whom in public is open to research
      Given Ria is a researcher
      When Ana follows Cho
      Then Ria can see that Ana followed Cho on research data

    Scenario: Everybody sees all of their own followers
      Given Ana has set following-list visibility to only me
      When Ana follows Cho
      Then Cho can see that Ana followed Cho on Cho's followers list

  @SET-4
  Rule: Who has read, who is there and where is told only by those who let it be

    Scenario Outline: A read receipt is shown only by readers who have them on
      Given Ana has set read receipts to <choice>
      And Cho has set read receipts to on
      And Cho has messaged Ana
      When Ana reads Cho's message
      Then Cho <can or cannot> see whether Ana read Cho's message on messages

      Examples:
        | choice | can or cannot |
        | on     | can           |
        | off    | cannot        |

    Scenario Outline: What one has read oneself is no secret
      Given Cho has messaged Ana
      When Ana reads Cho's message
      Then Ana can see whether Ana read Cho's message on <place>
      And Cho cannot see whether Ana read Cho's message

      Examples:
        | place         |
        | messages      |
        | her data copy |

    @platform-rule
    Scenario: Friends see who is online, where both want that
      Given Ben is a friend of Ana
      And Dev follows Ana
      And Ben has set activity status to on
      And Ana has set activity status to on
      When Ana comes online
      Then Ben can see that Ana came online on Ana's profile
      And Dev never learns that Ana came online

    @platform-rule
    Scenario: Whoever does not show when they are online is not shown
      Given Ben is a friend of Ana
      And Ben has set activity status to on
      When Ana comes online
      Then Ben never learns that Ana came online

    @platform-rule
    Scenario Outline: A place is shown while the location tag is on
      Given Dev does not know Ana
      And Ana has set location tag to <value>
      When Ana tags the "Porto" location
      Then Dev <can or cannot> see that Ana tagged the "Porto" location on Ana's profile

      Examples:
        | value | can or cannot |
        | on    | can           |
        | off   | cannot        |

    @platform-rule
    Scenario: The place of a private account is for its followers
      Given Ben follows Ana
      And Dev does not know Ana
      And Ana has a private account
      And Ana has set location tag to on
      When Ana tags the "Porto" location
      Then Ben can see that Ana tagged the "Porto" location on Ana's profile
      And Dev never learns that Ana tagged the "Porto" location

    @platform-rule
    Scenario: Research data says in which country somebody is
      Given Ria is a researcher
      When Ana tags the "Porto" location
      Then Ria can see whether Ana tagged the "Porto" location on research data

  @SET-4
  Rule: People are suggested to each other where both want that

    @platform-rule
    Scenario: People who know each other's number are suggested, where both want that
      Given Ana has set suggestions and contact sync to on
      And Ben has set suggestions and contact sync to on
      When Ana syncs contacts with Ben
      Then Ben can see that Ana synced contacts with Ben on suggestions

    @platform-rule
    Scenario: Whoever wants no suggestions is not found by their number
      Given Ana has set suggestions and contact sync to on
      When Ana syncs contacts with Ben
      Then Ben never learns that Ana synced contacts with Ben
      And Ana cannot see Ben's profile on suggestions

    @platform-rule
    Scenario Outline: Whom one follows or has blocked, or is blocked by, is not suggested
      Given Ana has set suggestions and contact sync to on
      And Ben has set suggestions and contact sync to on
      And <tie>
      When Ana syncs contacts with Ben
      Then Ana cannot see Ben's profile on suggestions
      And Ben <can or cannot> see Ana's profile on suggestions

      Examples:
        | tie                 | can or cannot |
        | Ana follows Ben     | can           |
        | Ana has blocked Ben | cannot        |
        | Ben has blocked Ana | cannot        |

    @platform-rule
    Scenario Outline: People are suggested by whom they both know, where that is no secret
      Given Ben has set suggestions and contact sync to on
      And Pia has set suggestions and contact sync to on
      And Ben follows Ana
      And Ana has set following-list visibility to <choice>
      When Ana follows Pia
      Then Ben <can or cannot> see Pia's profile on suggestions

      Examples:
        | choice   | can or cannot |
        | everyone | can           |
        | only me  | cannot        |

  @SET-4
  Rule: What identifies somebody is for nobody else

    @platform-rule
    Scenario: Whoever signs up with somebody's address does not learn that they have an account
      Given Ana has changed no settings
      When a logged-out visitor signs up with Ana's e-mail address
      Then nothing a logged-out visitor receives identifies Ana
      And account privacy is public for Ana

    @platform-rule
    Scenario: Nobody else learns how old somebody is, or how to reach them
      Given Ana has saved the "recipe" video
      When Ana comments on the "recipe" video
      Then everyone except Ana never learns Ana's age
      And everyone except Ana never learns Ana's e-mail address
      And everyone except Ana never learns Ana's telephone number
      And Cho can see that Ana commented on the "recipe" video

    @platform-rule
    Scenario: A shared video tells nothing else of its sender
      When Ana shares the "recipe" video with Ben
      Then everything Ben receives matches its schema
      And Ben can see the "recipe" video

  @SET-5
  Rule: A private account hides its activity from those who do not follow it

    @gdpr-25-2
    Scenario Outline: Bystanders do not learn what a private person does
      Given Dev does not know Ana
      And Ana has set saved-video visibility to everyone
      And Ana has set liked-list visibility to everyone
      And Ana has a private account
      When Ana <acts on> the "recipe" video
      Then <bystander> never learns that Ana <acts on> the "recipe" video

      Examples:
        | acts on     | bystander            |
        | saves       | Dev                  |
        | likes       | Dev                  |
        | comments on | Dev                  |
        | reposts     | Dev                  |
        | reposts     | a logged-out visitor |

    Scenario: Looking at one's own private profile opens it to nobody else
      Given Dev does not know Ana
      And Ana has a private account
      And Ana has reposted the "recipe" video
      When Ana looks at her own profile
      Then Dev cannot see that Ana reposted the "recipe" video on Ana's profile

    Scenario Outline: A video of a private account does not even seem to be there
      Given Dev does not know Ana
      And Ana has a private account
      When Ana posts the "diary" video for <audience>
      Then <bystander> never learns that Ana posted the "diary" video

      Examples:
        | audience | bystander            |
        | everyone | Dev                  |
        | friends  | Dev                  |
        | everyone | a logged-out visitor |

    Scenario: What is said under the video of a private account stays there
      Given Ben follows Ana
      And Dev does not know Ana
      And Ana has a private account
      And Ana has posted the "diary" video
      When Ben comments on the "diary" video
      Then Ana can see that Ben commented on the "diary" video
      And Dev never learns that Ben commented on the "diary" video

    Scenario: Asking to follow is not following
      Given Ana has a private account
      And Dev has asked to follow Ana
      When Ana likes the "recipe" video
      Then Dev never learns that Ana liked the "recipe" video

    Scenario: Who no longer follows sees no more
      Given Dev follows Ana
      And Ana has a private account
      And Ana has set liked-list visibility to everyone
      When Dev unfollows Ana
      And Ana likes the "recipe" video
      Then Dev never learns that Ana liked the "recipe" video

  @SET-5
  Rule: Research reads what is public, and nothing of a private account or of children

    @platform-rule
    Scenario Outline: Research reads nothing a private account does
      Given Ria is a researcher
      And Ana has set liked-list visibility to everyone
      And Ana has a private account
      When Ana <acts on> the "recipe" video
      Then Ria never learns that Ana <acts on> the "recipe" video
      And Ria can see the "recipe" video on research data

      Examples:
        | acts on     |
        | saves       |
        | likes       |
        | comments on |
        | reposts     |

    @platform-rule
    Scenario: What an account passes on in public is open to research
      Given Ria is a researcher
      When Ana reposts the "recipe" video
      Then Ria can see that Ana reposted the "recipe" video on research data

    @platform-rule
    Scenario: Research is not told whom a private account follows
      Given Ria is a researcher
      And Ana has a private account
      When Ana follows Cho
      Then Ria cannot see that Ana followed Cho on research data
      And Cho can see that Ana followed Cho on in-app notifications

    @platform-rule
    Scenario Outline: Research reads no video that is for few
      Given Ria is a researcher
      When Ana posts the "diary" video for <audience>
      Then Ria never learns that Ana posted the "diary" video
      And Ana can see the "diary" video on her own profile

      Examples:
        | audience |
        | friends  |
        | only me  |

    @platform-rule
    Scenario: What people say in public is open to research, without their names
      Given Ria is a researcher
      When Ana comments on the "recipe" video with "a spoonful more"
      Then Ria can see the comment on research data
      And Ria cannot see that Ana commented on the "recipe" video on research data

    @platform-rule
    Scenario: Research does not read what a private account says
      Given Ria is a researcher
      And Ana has a private account
      When Ana comments on the "recipe" video with "a spoonful more"
      Then Ria cannot see the comment on research data
      And Cho can see the comment

    @platform-rule
    Scenario Outline: Research does not read what children say, whatever they set
      Given Ria is a researcher
      And Bo is <age> years old
      And Bo has a public account
      When Bo comments on the "recipe" video with "a spoonful more"
      Then Ria <can or cannot> see the comment on research data
      And Cho can see the comment

      Examples:
        | age | can or cannot |
        | 17  | cannot        |
        | 18  | can           |

    @platform-rule
    Scenario: A private account is no subject of research
      Given Ria is a researcher
      And Ana has posted the "diary" video
      When Ana sets account privacy to private
      Then Ria can see the "recipe" video on research data
      And Ria cannot see the "diary" video on research data

  @SET-5
  Rule: Whom a private account has let in, or speaks to, sees what it does

    Scenario: Whoever was let in sees what is passed on
      Given Ben follows Ana
      And Ana has a private account
      When Ana reposts the "recipe" video
      Then Ben can see that Ana reposted the "recipe" video on Ana's profile
      And Ben can see the "recipe" video on Following

    Scenario: The holder of a private account sees all of it
      Given Ana has posted the "diary" video
      When Ana sets account privacy to private
      Then Ana can see the "diary" video on her own profile

    Scenario: Followers and the creator addressed still see the like
      Given Ben follows Ana
      And Ana has a private account
      When Ana likes the "recipe" video
      Then Ben can see that Ana liked the "recipe" video
      And Cho is notified that Ana likes the "recipe" video
      And Cho can see that Ana liked the "recipe" video on the "recipe" video

    Scenario: The creator addressed reads what a private person says
      Given Dev does not know Ana
      And Ana has a private account
      When Ana comments on the "recipe" video
      Then Cho can see the comment on the comments of the "recipe" video
      And Dev cannot see the comment

  @SET-6
  Rule: A saver's own settings limit any new creator feature

    Scenario Outline: A save report shows only savers who let the creator look
      Given the platform offers "save report for creators"
      And Ana <tie> Cho
      And Ana has set saved-video visibility to <visibility>
      When Ana saves the "recipe" video
      Then Cho <can or cannot> see that Ana saved the "recipe" video on the save report

      Examples:
        | visibility | tie            | can or cannot |
        | only me    | is a friend of | cannot        |
        | friends    | follows        | cannot        |
        | friends    | is a friend of | can           |
        | everyone   | does not know  | can           |

    Scenario Outline: A save report goes by the collection's own setting
      Given the platform offers "save report for creators"
      And Ana has set saved-video visibility to <all saved videos>
      And Ana has set saved-video visibility of the "plans" collection to <this collection>
      When Ana saves the "recipe" video in the "plans" collection
      Then Cho <can or cannot> see that Ana saved the "recipe" video on the save report

      Examples:
        | all saved videos | this collection | can or cannot |
        | only me          | everyone        | can           |
        | everyone         | only me         | cannot        |

    Scenario: A saver who said no is nowhere in a save report
      Given the platform offers "save report for creators"
      And Ana has set saved-video visibility to only me
      And Ana has liked the "recipe" video
      When Ana saves the "recipe" video
      Then Cho never learns that Ana saved the "recipe" video
      And Cho can tell only that Ana liked the "recipe" video

  @SET-7
  Rule: Saves may refine recommendations, unless their owner objects

    @gdpr-5-1b
    Scenario: Saves of many serve recommendations
      Given 80 people have saved the "recipe" video
      When 1 day passes
      Then saves are used for ranking
      And saves are not used for ads
      And saves are not used for safety

    @gdpr-21
    Scenario Outline: One person's saves serve only as that person lets them
      Given Pia has posted the "ramen" video about cooking
      And Ana has set use of my saves to <use>
      When Ana saves the "ramen" video
      And 1 day passes
      Then Ana's saves <are or are not> used for ranking

      Examples:
        | use | are or are not |
        | on  | are            |
        | off | are not        |

  @SET-8
  Rule: Figures about groups give creators no identifiable people

    Scenario Outline: A saver among many cannot be picked out
      Given 200 people have viewed the "recipe" video
      And 80 people have saved the "recipe" video
      When Ana saves the "recipe" video
      And 1 day passes
      And Cho looks at <figures>
      Then nothing Cho receives identifies Ana
      And Cho is shown 200 views for the "recipe" video

      Examples:
        | figures              |
        | creator analytics    |
        | the analytics export |

  @SET-9
  Rule: Nothing a creator sets opens who saved

    Scenario: A creator tries every setting, each beside every other
      Given Ana has set profile-view history to on
      And Ana has set post-view history to on
      And Ana has saved the "recipe" video
      When Cho tries any creator setting
      Then Cho never learns that Ana saved the "recipe" video

    Scenario Outline: A history shows who came by when both sides want it
      Given Ana has set <history> to on
      And Cho has set <history> to on
      When Ana <comes by>
      Then Cho can see that Ana <comes by>

      Examples:
        | history              | comes by                 |
        | profile-view history | visits Cho's profile     |
        | post-view history    | views the "recipe" video |

    Scenario Outline: Unless both sides want it, nobody is shown
      Given Ana has set profile-view history to <hers>
      And Ana has set post-view history to <hers>
      And Cho has set profile-view history to <Cho's>
      And Cho has set post-view history to <Cho's>
      When Ana visits Cho's profile
      And Ana views the "recipe" video
      Then Cho never learns that Ana visited Cho's profile
      And Cho never learns that Ana viewed the "recipe" video

      Examples:
        | hers | Cho's |
        | on   | off   |
        | off  | on    |

    Scenario Outline: Whoever was there before wanting it stays unseen
      Given Cho has set <history> to on
      And Ana has <come by>
      When Ana sets <history> to on
      Then Cho never learns that Ana <come by>

      Examples:
        | history              | come by                   |
        | profile-view history | visited Cho's profile     |
        | post-view history    | viewed the "recipe" video |

    Scenario: Who watched a video for friends is shown as well when both want it
      Given Ana is a friend of Cho
      And Cho has posted the "party" video for friends
      And Ana has set post-view history to on
      And Cho has set post-view history to on
      When Ana views the "party" video
      Then Cho can see that Ana viewed the "party" video

  @SET-10
  Rule: A change applies everywhere at once

    Scenario Outline: A list shuts and opens the moment it is changed
      Given Dev does not know Ana
      And Ana has set <setting> to <before>
      And Ana has <acted on> the "recipe" video
      When Ana sets <setting> to <after>
      Then <setting> is <after> for Ana
      And Dev <can or cannot> see the "recipe" video on <list>

      Examples:
        | setting                | acted on | list                   | before   | after    | can or cannot |
        | saved-video visibility | saved    | Ana's saved collection | everyone | only me  | cannot        |
        | liked-list visibility  | liked    | Ana's liked list       | everyone | only me  | cannot        |
        | saved-video visibility | saved    | Ana's saved collection | only me  | everyone | can           |
        | liked-list visibility  | liked    | Ana's liked list       | only me  | everyone | can           |

    Scenario: Receipts that were shown are gone with the setting
      Given Ana has set read receipts to on
      And Cho has set read receipts to on
      And Cho has messaged Ana
      And Ana has read Cho's message
      When Ana sets read receipts to off
      Then read receipts are off for Ana
      And Cho cannot see whether Ana read Cho's message

    @SET-5
    Scenario: A video of an account that turns private is gone everywhere
      Given Dev does not know Ana
      And Ben follows Ana
      And Ana has posted the "diary" video
      When Ana sets account privacy to private
      Then account privacy is private for Ana
      And Dev cannot see the "diary" video
      And Ben can see the "diary" video on Following

    @platform-rule
    Scenario: Whoever signs out is told nothing more
      Given Ana has posted the "plans" video
      When Ana logs out of her account
      And Ben likes the "plans" video
      Then Ana never learns that Ben liked the "plans" video

    Scenario: A closed account is gone, with everything it did
      Given Dev does not know Ana
      And Ana has posted the "diary" video
      And Ana has commented on the "recipe" video
      When Ana closes her account
      Then Dev cannot see Ana's profile
      And Dev cannot see the "diary" video
      And Dev cannot see the comment

  @SET-11
  Rule: Going private hides what was done before

    Scenario Outline: What Dev could see is gone
      Given Dev does not know Ana
      And Ana has set liked-list visibility to everyone
      And Ana has <acted on> the "dance" video
      When Dev looks at <place>
      And Ana sets account privacy to private
      Then Dev cannot see that Ana <acted on> the "dance" video

      Examples:
        | acted on     | place             |
        | liked        | Ana's liked list  |
        | reposted     | Ana's profile     |
        | commented on | the "dance" video |

    Scenario: A follower from before still sees it
      Given Ben follows Ana
      And Ana has set liked-list visibility to everyone
      And Ana has liked the "dance" video
      When Ana sets account privacy to private
      Then Ben can see the "dance" video on Ana's liked list

  @SET-12
  Rule: When settings conflict, the stricter wins

    Scenario Outline: A collection and the account it belongs to
      Given Ben follows Ana
      And Pia is a friend of Ana
      And Dev does not know Ana
      And Ana has saved the "recipe" video
      And Ana has set saved-video visibility to <collection>
      When Ana sets account privacy to <account>
      Then <reader> <can or cannot> see the "recipe" video on Ana's saved collection

      Examples:
        | account | collection | reader | can or cannot |
        | public  | everyone   | Dev    | can           |
        | private | everyone   | Dev    | cannot        |
        | private | everyone   | Ben    | can           |
        | private | friends    | Ben    | cannot        |
        | private | friends    | Pia    | can           |
        | public  | only me    | Pia    | cannot        |

    Scenario: Downloads go off with the account's privacy
      Given Ana has set downloads to on
      When Ana sets account privacy to private
      Then downloads are off for Ana who cannot change it

    Scenario: Nothing can be downloaded from a private account
      Given Ben follows Ana
      And Ana has posted the "diary" video
      And Ana has set downloads to on
      And Ana has a private account
      When Ben downloads the "diary" video
      Then the platform refuses

    Scenario Outline: A video for friends is passed on among friends only
      Given Cho has posted the "party" video for friends
      And Ana is a friend of Cho
      And <reader> <knows Ana or Cho>
      When Ana reposts the "party" video
      Then <reader> <can or cannot> see the "party" video on Ana's profile
      And Ana can see the "party" video

      Examples:
        | reader | knows Ana or Cho   | can or cannot |
        | Pia    | is a friend of Cho | can           |
        | Dev    | follows Ana        | cannot        |

    @platform-rule
    Scenario: What was passed on among friends is no subject of research
      Given Ria is a researcher
      And Cho has posted the "party" video for friends
      And Ana is a friend of Cho
      And Ana has set liked-list visibility to everyone
      When Ana reposts the "party" video
      And Ana likes the "party" video
      Then Ria cannot see the "party" video on research data
      And Ana can see the "party" video

    Scenario Outline: A video and the account it belongs to
      Given Ben follows Ana
      And Pia is a friend of Ana
      And Dev does not know Ana
      And Ana has a <account> account
      When Ana posts the "diary" video for <audience>
      Then <reader> <can or cannot> see the "diary" video on For You

      Examples:
        | account | audience | reader | can or cannot |
        | public  | everyone | Dev    | can           |
        | private | everyone | Dev    | cannot        |
        | public  | friends  | Dev    | cannot        |
        | private | everyone | Ben    | can           |
        | public  | friends  | Pia    | can           |
