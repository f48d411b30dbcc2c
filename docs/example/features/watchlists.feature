Feature: Watchlists

  Background:
    Given Cho has posted the "Metropolis" video

  @WATCH-1
  Rule: Nobody learns what is on your watchlist

    Scenario: A film is put on a watchlist
      When Ana puts the "Metropolis" video on the watchlist
      Then everyone except Ana never learns that Ana saved the "Metropolis" video

    Scenario: A like, unlike a watchlist, is shown
      When Ana likes the "Metropolis" video
      Then Cho is shown 1 like for the "Metropolis" video
