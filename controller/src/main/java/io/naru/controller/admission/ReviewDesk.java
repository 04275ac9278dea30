package io.naru.controller.admission;

import java.util.concurrent.Executor;

/// What the connections of one webhook share.
///
/// @param reviewers runs reviews, off the event loop; refuses what would wait too long
record ReviewDesk(Reviews reviews, Executor reviewers, BodyBudget budget) {

  Reply answer(byte[] body) {
    return reviews.answer(body);
  }
}
