Feature: Conclusion: saves matter, and no save is told

  Background:
    Given Cho has posted the "knots" video
    And Cho has posted the "prank" video

  @CON-1
  Rule: By design creators cannot verify which people save

    @gdpr-5-1c
    Scenario: Nothing shows the save, and nothing has room for it
      Given Ben has liked the "knots" video
      When Ana saves the "knots" video
      Then Cho never learns that Ana saved the "knots" video
      And everything Cho receives matches its schema
      And Cho can see that Ben liked the "knots" video

    Scenario: Another saver would look the same
      When Ana saves the "knots" video
      And Ben saves the "prank" video
      Then Cho never learns who saved the "knots" video
      And Ana can see the "knots" video on her saved collection

  @CON-2
  Rule: What tools claim is of doubtful accuracy, and often against the terms

    Scenario: What a tool claims is neither supported nor allowed
      Given SaveSpy is an outside tool that claims Ana saved the "knots" video
      When Ana saves the "knots" video
      Then the report marks SaveSpy's claim as unverifiable
      And the terms tell everyone "Using data collected without permission is forbidden"

  @CON-3
  Rule: Saves that add up shape a video's reach

    @dsa-27
    Scenario: The video that many keep is offered more
      Given 200 people have viewed the "knots" video
      And 200 people have viewed the "prank" video
      And 80 people have saved the "knots" video
      When 1 day passes
      Then the "knots" video is recommended more than the "prank" video

    Scenario: A few saves do not move it
      When 10 people save the "knots" video
      And 1 day passes
      Then the "knots" video is recommended as much as before

  @CON-4
  Rule: Creators may know that saves matter without learning of any save

    @gdpr-12 @dsa-27
    Scenario: The guide says how much saves count
      When Cho looks at the recommendation guide
      Then the recommendation guide tells Cho "Saves count, with medium weight, beside other signals"

    Scenario: The figures name no saver
      Given Ana has saved the "knots" video
      And Ben has liked the "knots" video
      When Cho looks at creator analytics
      Then creator analytics looks the same to Cho as if Ana had not saved the "knots" video
      And Cho cannot see who saved the "knots" video on creator analytics
      And Cho is shown 1 like for the "knots" video

    @profile-seed
    Scenario: The figures count no saves
      Given 80 people have saved the "knots" video
      And 12 people have liked the "knots" video
      When Cho looks at creator analytics
      Then Cho cannot see how many people saved the "knots" video on creator analytics
      And Cho is shown 12 likes for the "knots" video

    @profile-counted
    Scenario: The figures count saves by many only
      Given 80 people have saved the "knots" video
      And Ana has saved the "knots" video
      When 1 day passes
      Then Cho is shown 50 saves for the "knots" video
      And Cho cannot see who saved the "knots" video
