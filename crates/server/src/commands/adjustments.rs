//! `sovx ledger post-correction`, `revenue` and `customer`: money moved by hand.

use serde_json::{Value, json};

use super::{CommandError, report, with_server};
use crate::adjustments::{self, Correction, Done, Payout, Settled, Settlement, Target};
use crate::cli::{
    CorrectionArgs, CorrectionTarget, CustomerCommand, OrderArgs, PayoutArgs, RevenueCommand,
    SettleArgs,
};
use crate::config::Overrides;

pub(super) fn correct(args: CorrectionArgs, store: &Overrides) -> Result<(), CommandError> {
    let CorrectionArgs {
        target: CorrectionTarget { wallet, customer },
        currency,
        amount,
        order,
    } = args;
    let (whom, id, target) = match wallet {
        Some(wallet) => ("wallet", wallet.to_string(), Target::Wallet(wallet)),
        None => {
            let customer = customer.unwrap_or_default();
            ("customer", customer.clone(), Target::Revenue(customer))
        }
    };
    let correction = Correction {
        target,
        currency,
        amount,
        reason: order.reason.clone(),
        reference: order.reference.clone(),
    };
    let done = with_server(store, async |opened| {
        let (changes, ledger) = (&opened.changes, opened.ledger());
        Ok(adjustments::correct(changes, &ledger, correction).await?)
    })?;
    let text = format!("{whom} {id} is corrected by");
    tell(&text, (whom, &id), &done, &order)
}

pub(super) fn revenue(
    RevenueCommand::Payout(args): RevenueCommand,
    store: &Overrides,
) -> Result<(), CommandError> {
    let PayoutArgs {
        customer,
        currency,
        amount,
        order,
    } = args;
    let payout = Payout {
        customer_id: customer.clone(),
        currency,
        amount,
        reason: order.reason.clone(),
        reference: order.reference.clone(),
    };
    let done = with_server(store, async |opened| {
        let (changes, ledger) = (&opened.changes, opened.ledger());
        Ok(adjustments::pay_out(changes, &ledger, payout).await?)
    })?;
    let text = format!("the revenue of customer {customer} is paid out:");
    tell(&text, ("customer", &customer), &done, &order)
}

fn tell(
    text: &str,
    (whom, id): (&str, &str),
    done: &Done,
    order: &OrderArgs,
) -> Result<(), CommandError> {
    let Done {
        amount,
        currency,
        is_repeated,
    } = done;
    let before = if *is_repeated { "done before: " } else { "" };
    report(
        order.output.format,
        format_args!("{before}{text} {amount} {currency}"),
        &json!({
            (whom): id,
            "currency": currency,
            "amount": amount,
            "reference": order.reference.as_str(),
            "done_before": is_repeated,
        }),
    )
}

pub(super) fn customer(
    CustomerCommand::Settle(args): CustomerCommand,
    store: &Overrides,
) -> Result<(), CommandError> {
    let SettleArgs { customer, order } = args;
    let settlement = Settlement {
        customer_id: customer.clone(),
        reason: order.reason.clone(),
        reference: order.reference.clone(),
    };
    let Settled { amounts, is_new } = with_server(store, async |opened| {
        let (changes, ledger) = (&opened.changes, opened.ledger());
        Ok(adjustments::settle(changes, &ledger, settlement).await?)
    })?;
    let is_repeated = !is_new && !amounts.is_empty();
    let settled: Vec<Value> = amounts
        .iter()
        .map(|(currency, amount)| json!({ "currency": currency, "amount": amount }))
        .collect();
    report(
        order.output.format,
        settled_text(&customer, &amounts, is_repeated),
        &json!({
            "customer": customer,
            "settled": settled,
            "reference": order.reference.as_str(),
            "done_before": is_repeated,
        }),
    )
}

fn settled_text(customer: &str, amounts: &[(String, String)], is_repeated: bool) -> String {
    if amounts.is_empty() {
        return format!("customer {customer} leaves nothing");
    }
    let before = if is_repeated { "done before: " } else { "" };
    let amounts: Vec<_> = amounts
        .iter()
        .map(|(currency, amount)| format!("{amount} {currency}"))
        .collect();
    let amounts = amounts.join(", ");
    format!("{before}customer {customer} is settled: {amounts}")
}
