Feature: Tips: what is worth keeping is kept, and travels

  Viewers who play no other part watch what is posted, and keep what is worth keeping. The creator sees them
  come, and not who keeps what.

  Background:
    Given Cho has posted the "plain" video

  @TIP-1
  Rule: Tutorials draw saves

    Scenario: A technique shown step by step
      Given Cho has posted the "braids" video with a tutorial
      When 30 days pass
      Then the "braids" video is recommended more than the "plain" video

    @profile-seed
    Scenario: The creator sees none of them
      Given Cho has posted the "braids" video with a tutorial
      When 30 days pass
      Then Cho cannot see saves
      And Cho can see views

    @profile-counted
    Scenario: The creator sees how many, in steps
      Given Cho has posted the "braids" video with a tutorial
      When 30 days pass
      Then Cho is shown 100 saves for the "braids" video

  @TIP-2
  Rule: Checklists and guides draw saves

    Scenario: A list for the camping trip
      Given Cho has posted the "braids" video with a checklist
      When 30 days pass
      Then the "braids" video is recommended more than the "plain" video

  @TIP-3
  Rule: Compilations of resources draw saves

    Scenario: The best sites to learn from
      Given Cho has posted the "braids" video with a resource compilation
      When 30 days pass
      Then the "braids" video is recommended more than the "plain" video

  @TIP-4
  Rule: Visual appeal draws saves

    Scenario: A sunset in time lapse
      Given Cho has posted the "braids" video with visual appeal
      When 30 days pass
      Then the "braids" video is recommended more than the "plain" video

  @TIP-5
  Rule: Valuable insight draws saves

    Scenario: A study summed up
      Given Cho has posted the "braids" video with an insight
      When 30 days pass
      Then the "braids" video is recommended more than the "plain" video

  @TIP-6
  Rule: Short videos draw saves, and long ones deter

    Scenario: Twenty seconds against three minutes
      Given Cho has posted the "braids" video with length of 20 seconds
      When 30 days pass
      Then the "braids" video is recommended more than the "plain" video

    Scenario: A quarter of an hour deters, however useful
      Given Cho has posted the "course" video with a tutorial and length of 900 seconds
      And Cho has posted the "lesson" video with a tutorial
      When 30 days pass
      Then the "course" video is recommended less than the "lesson" video

  @TIP-7
  Rule: Text that sums up the main points draws saves

    Scenario: Words over the picture
      Given Cho has posted the "braids" video with text overlay
      When 30 days pass
      Then the "braids" video is recommended more than the "plain" video

  @TIP-8
  Rule: Advice to creators is general and never drawn from their own savers

    @gdpr-12
    Scenario: The same advice for everybody
      When 200 people save the "plain" video
      And 1 day passes
      And Cho looks at the advice page
      Then the advice page tells everyone "You are not told who saves your videos, so encourage saves by what you make"
      And the advice page looks the same to Cho as if nobody had saved the "plain" video

  @TIP-9
  Rule: More saves, wider reach

    Scenario Outline: Each step of saves lifts a video further
      Given Cho has posted the "bun" video
      And 300 people have viewed the "bun" video
      And 300 people have viewed the "plain" video
      And <fewer> people have saved the "plain" video
      When <more> people save the "bun" video
      And 1 day passes
      Then the "bun" video is recommended more than the "plain" video

      Examples:
        | fewer | more |
        | 20    | 60   |
        | 60    | 120  |
