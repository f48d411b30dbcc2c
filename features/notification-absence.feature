Feature: Notification absence: saving is silent

  Background:
    Given Cho has posted the "recipe" video

  @NOT-1
  Rule: No notification channel carries a save

    Scenario Outline: A like travels on every channel, a save on none
      When Ana <acts on> the "recipe" video
      And 1 day passes
      Then Cho <can or cannot> see that Ana <acts on> the "recipe" video on <channel>

      Examples: Saves
        | channel              | acts on | can or cannot |
        | in-app notifications | saves   | cannot        |
        | push                 | saves   | cannot        |
        | email                | saves   | cannot        |
        | the digest           | saves   | cannot        |
        | the live stream      | saves   | cannot        |

      Examples: Likes
        | channel              | acts on | can or cannot |
        | in-app notifications | likes   | can           |
        | push                 | likes   | can           |
        | email                | likes   | can           |
        | the digest           | likes   | can           |
        | the live stream      | likes   | can           |

    Scenario: A save does not move the number of unread notices
      Given Ben has liked the "recipe" video
      When Ana saves the "recipe" video
      Then in-app notifications look the same to Cho as if Ana had not saved the "recipe" video
      And Cho is notified that Ben liked the "recipe" video
      And everything Cho receives matches its schema

  @NOT-2
  Rule: A creator cannot find out whether, or by whom, a video was saved

    Scenario Outline: Every question gets the same answer
      Given Ana has saved the "recipe" video
      When Cho asks the platform for <question>
      Then the platform refuses
      And Cho never learns that Ana saved the "recipe" video

      Examples:
        | question                                 |
        | who saved the "recipe" video             |
        | whether Ana saved the "recipe" video     |
        | who saved the "recipe" video by scraping |

    @profile-seed
    Scenario: Asked for the number of saves, the platform gives none
      Given 80 people have saved the "recipe" video
      When Cho asks the platform for how many people saved the "recipe" video
      Then the platform refuses

    @profile-counted
    Scenario: Asked for the number, the platform names nobody and counts nothing
      Given Ana has saved the "recipe" video
      When Cho asks the platform for how many people saved the "recipe" video
      Then the platform refuses
      And Cho cannot see how many people saved the "recipe" video

    Scenario: Who liked it is no secret
      Given Ana has saved the "recipe" video
      And Ben has liked the "recipe" video
      When Cho looks at the "recipe" video
      Then Cho can see who liked the "recipe" video on the video page
      And Cho cannot see who saved the "recipe" video

  @NOT-3
  Rule: A creator gets no list or segment of people who save

    @gdpr-5-1c
    Scenario Outline: The tools for audiences know no savers
      Given 80 people have saved the "recipe" video
      And 60 people have liked the "recipe" video
      When Cho looks at <tool>
      Then Cho cannot see who saved the "recipe" video on <tool>
      And <tool> looks the same to Cho as if nobody had saved the "recipe" video
      And everything Cho receives matches its schema
      And Cho is shown 60 likes for the "recipe" video

      Examples:
        | tool               |
        | the promotion tool |
        | creator analytics  |

  @NOT-4
  Rule: A save is kept for the saver and hidden from the creator

    @gdpr-15
    Scenario: The saver finds the video again, the creator finds nothing
      When Ana saves the "recipe" video
      And Cho looks at Ana's profile
      Then Ana can see the "recipe" video on her saved collection
      And Cho cannot see the "recipe" video on Ana's saved collection
      And Cho never learns that Ana saved the "recipe" video

    Scenario: The page of a video says to the saver that it is saved
      When Ana saves the "recipe" video
      Then Ana can see whether Ana saved the "recipe" video on the "recipe" video
      And Cho never learns that Ana saved the "recipe" video

  @NOT-5
  Rule: Someone who saves a recipe for later stays unknown to the chef

    @gdpr-25-2
    Scenario: A recipe saved on Monday and cooked on Sunday
      Given Ana has saved the "recipe" video
      When 6 days pass
      And Ana views the "recipe" video
      Then Cho is shown 1 view for the "recipe" video
      And Cho never learns that Ana saved the "recipe" video

  @NOT-6
  Rule: A save brings no attention from the creator

    Scenario: Savers cannot be reached
      Given Ana has saved the "recipe" video
      When Cho asks to reach people who saved the "recipe" video
      Then the platform refuses because saving history is not a targeting choice
      And Ana is not notified of anything

    Scenario: No message follows a save
      When Ana saves the "recipe" video
      And 7 days pass
      Then messages look the same to Ana as if Ana had not saved the "recipe" video
      And messages look the same to Cho as if Ana had not saved the "recipe" video

    Scenario: A message that Cho writes does arrive
      Given Ana has saved the "recipe" video
      When Cho messages Ana
      Then Ana is notified that Cho messages Ana

  @NOT-7
  Rule: Figures may hint at interest, never at one person's save

    Scenario Outline: One save moves no figure
      Given 500 people have viewed the "recipe" video
      When Ana saves the "recipe" video
      And Cho looks at <place>
      Then <place> looks the same to Cho as if Ana had not saved the "recipe" video
      And nothing Cho receives identifies Ana
      And Cho is shown 500 views for the "recipe" video

      Examples:
        | place              |
        | creator analytics  |
        | the "recipe" video |

    Scenario: One save moves no video up or down the creator's lists
      Given Cho has posted the "dance" video
      And 12 people have viewed the "dance" video
      When Ana saves the "recipe" video
      Then every surface looks the same to Cho as if Ana had not saved the "recipe" video
      And Cho is shown 12 views for the "dance" video

  @NOT-8
  Rule: A change of mind is as silent as the save

    @gdpr-17 @ccpa-1798-105
    Scenario: Taken back, it is as if it had never been
      Given Ana has saved the "recipe" video
      When Ana unsaves the "recipe" video
      Then every surface looks the same to Cho as if Ana had never saved the "recipe" video
      And Cho never learns that Ana saved the "recipe" video
      And Ana cannot see the "recipe" video on her saved collection

    Scenario: Moved to another collection
      Given Ana has saved the "recipe" video
      When Ana moves the "recipe" video to the "dinners" collection
      Then every surface looks the same to Cho as if Ana had never saved the "recipe" video
      And Cho is not notified of anything

    Scenario: Saved again
      Given Ana has saved the "recipe" video
      And Ana has unsaved the "recipe" video
      When Ana saves the "recipe" video
      Then every surface looks the same to Cho as if Ana had never saved the "recipe" video
      And Cho is not notified of anything
      And Ana can see the "recipe" video on her saved collection

  @NOT-9
  Rule: Silence holds whatever the tie

    Scenario Outline: Friend, follower or stranger
      Given <tie>
      When Ana saves the "recipe" video
      Then Cho never learns that Ana saved the "recipe" video

      Examples:
        | tie                    |
        | Ana follows Cho        |
        | Cho follows Ana        |
        | Ana is a friend of Cho |
        | Ana does not know Cho  |
        | Cho has muted Ana      |

    Scenario Outline: A block brings no earlier save to light
      Given Ana has saved the "recipe" video
      When <one> blocks <the other>
      Then every surface looks the same to Cho as if Ana had not saved the "recipe" video
      And Cho never learns that Ana saved the "recipe" video

      Examples:
        | one | the other |
        | Cho | Ana       |
        | Ana | Cho       |

    Scenario: A friend's like is told
      Given Ana is a friend of Cho
      When Ana likes the "recipe" video
      Then Cho is notified that Ana likes the "recipe" video

  @NOT-10
  Rule: Silence lasts

    Scenario Outline: No later digest, milestone or anniversary
      Given <savers> people have saved the "recipe" video
      When <time> days pass
      Then Cho is not notified of anything

      Examples:
        | savers | time |
        | 80     | 1    |
        | 10000  | 365  |

    Scenario: One early save stays unknown for weeks
      Given Ana has saved the "recipe" video
      When 5 weeks pass
      And Ben likes the "recipe" video
      And 1 day passes
      Then Cho can see that Ben liked the "recipe" video on the digest
      And Cho never learns that Ana saved the "recipe" video
