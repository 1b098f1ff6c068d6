/// Everything that can be asked for: pages, what is done from them, and the API.
enum RouteTable {
  static let all: [Route] =
    Assets.routes + SignInPage.routes + pages + APIOperations.routes

  private static let pages: [Route] =
    TodayPage.routes + ReviewPage.routes + CasePage.routes + ItemPages.routes
    + CustomerPages.routes + ReceiptPages.routes + FilePages.routes + DecisionPages.routes
    + DecisionPage.routes + ProposalPage.routes + DisputePages.routes + SearchPage.routes
    + RulesPage.routes + TrialPage.routes + PeoplePages.routes
    + LicencesPage.routes
}
