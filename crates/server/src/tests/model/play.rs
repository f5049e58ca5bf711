//! Makes the calls, compares each answer with the model, and tells the model what was made.

use reqwest::Method;
use serde_json::{Value, json};
use uuid::Uuid;

use super::calls::{By, Call};
use super::compare::{Outcome, addresses, mail, members, same, sorted};
use super::state::{Model, NETWORKS, Status, User, Wallet};
use crate::testing::{Caller, Seen, TestApp, full_user, quick_user};

/// A sequence in progress.
struct Play<'a> {
    app: &'a TestApp,
    owner: Caller<'a>,
    model: Model,
}

/// Makes the calls for a new customer; how the first divergence looks, if there is one.
pub(super) async fn play(app: &TestApp, name: &str, calls: &[Call]) -> Option<String> {
    let mut play = Play {
        app,
        owner: app.owner(name).await,
        model: Model::default(),
    };
    for call in calls {
        if let Err(problem) = play.make(*call).await {
            return Some(format!("{call:?}: {problem}"));
        }
    }
    None
}

impl Play<'_> {
    async fn make(&mut self, call: Call) -> Outcome {
        match call {
            Call::CreateUser {
                email,
                phone,
                short,
            } => self.create_user(email, phone, short).await,
            Call::GetUser(user) => self.get_user(user).await,
            Call::ListUsers => self.list_users().await,
            Call::Rename(user, name) => self.rename(user, name).await,
            Call::ChangeEmail(user, email) => self.change_email(user, email).await,
            Call::Activate(user) => {
                let from = [Status::Pending, Status::Inactive];
                self.step(user, "/activate", &from, Status::Active).await
            }
            Call::Deactivate(user) => {
                let from = [Status::Active];
                self.step(user, "/deactivate", &from, Status::Inactive)
                    .await
            }
            Call::DeleteUser(user) => self.delete_user(user).await,
            Call::IssueToken(user) => self.issue_token(user).await,
            Call::IssueTokens(one, other) => self.issue_tokens(one, other).await,
            Call::CreateWallet {
                by,
                user,
                name,
                networks,
            } => self.create_wallet(by, user, name, networks).await,
            Call::ListWallets(by, user) => self.list_wallets(by, user).await,
            Call::GetWallet(by, wallet) => {
                let seen = self.send(by, Method::GET, &self.wallet(wallet), None).await;
                self.model.compare_wallet(&seen, by, wallet)
            }
            Call::CreateAddress {
                by,
                wallet,
                network,
            } => self.create_address(by, wallet, network).await,
            Call::ListAddresses(by, wallet) => {
                let path = format!("{}/address", self.wallet(wallet));
                let seen = self.send(by, Method::GET, &path, None).await;
                self.model.compare_wallet(&seen, by, wallet)
            }
        }
    }

    async fn get_user(&mut self, user: usize) -> Outcome {
        let path = self.user(user);
        let seen = self.send(By::Owner, Method::GET, &path, None).await;
        let status = self.model.live(user).map_or(404, |_| 200);
        self.model.compare_user(&seen, user, status)
    }

    async fn send(&self, by: By, method: Method, path: &str, body: Option<Value>) -> Seen {
        let caller = match self.model.token(by) {
            Some(token) => self.app.bearer(&token),
            None => self.owner.clone(),
        };
        let request = caller.request(method, path);
        let request = match body {
            Some(body) => request.json(&body),
            None => request,
        };
        self.app.send(request).await
    }

    fn user(&self, user: usize) -> String {
        let known = self.model.users.get(user).map(|user| user.id.clone());
        format!("/users/{}", known.unwrap_or_else(unknown))
    }

    fn wallet(&self, wallet: usize) -> String {
        let known = self.model.wallets.get(wallet);
        let known = known.map(|wallet| wallet.id.clone());
        format!("/wallets/{}", known.unwrap_or_else(unknown))
    }

    async fn create_user(&mut self, email: u32, phone: u32, short: bool) -> Outcome {
        let mut body = if short {
            quick_user(phone)
        } else {
            full_user(phone)
        };
        body["email"] = mail(email).into();
        let seen = self
            .send(By::Owner, Method::POST, "/users", Some(body))
            .await;

        let taken = |user: &User| user.email == email || user.phone == phone;
        if self.model.is_taken(None, taken) {
            return same(&seen, "the status", seen.status, 409);
        }
        same(&seen, "the status", seen.status, 201)?;
        self.model.users.push(User {
            id: seen.data()["user_id"].as_str().unwrap().to_owned(),
            email,
            phone,
            last_name: if short { "Doe" } else { "Roe" }.to_owned(),
            status: if short {
                Status::Active
            } else {
                Status::Pending
            },
            tokens: Vec::new(),
        });
        self.model
            .compare_user(&seen, self.model.users.len() - 1, 201)
    }

    async fn list_users(&self) -> Outcome {
        let seen = self.send(By::Owner, Method::GET, "/users", None).await;
        let live = (0..self.model.users.len()).filter_map(|user| self.model.live(user));
        let ids = sorted(live.map(|user| user.id.clone()).collect());
        same(&seen, "the list", members(&seen.data(), "user_id"), ids)
    }

    async fn rename(&mut self, user: usize, name: u32) -> Outcome {
        let name = format!("Name{}", "x".repeat(name.try_into().unwrap()));
        let body = Some(json!({ "last_name": name }));
        let seen = self
            .send(By::Owner, Method::PUT, &self.user(user), body)
            .await;
        let status = self.model.live(user).map_or(404, |_| 200);
        if status == 200 {
            self.model.users[user].last_name = name;
        }
        self.model.compare_user(&seen, user, status)
    }

    async fn change_email(&mut self, user: usize, email: u32) -> Outcome {
        let body = Some(json!({ "email": mail(email) }));
        let seen = self
            .send(By::Owner, Method::PUT, &self.user(user), body)
            .await;
        let status = match self.model.live(user) {
            None => 404,
            Some(_) if self.model.is_taken(Some(user), |one| one.email == email) => 409,
            Some(_) => 200,
        };
        if status == 200 {
            self.model.users[user].email = email;
        }
        self.model.compare_user(&seen, user, status)
    }

    async fn step(&mut self, user: usize, what: &str, from: &[Status], to: Status) -> Outcome {
        let path = format!("{}{what}", self.user(user));
        let seen = self.send(By::Owner, Method::POST, &path, None).await;
        let status = self.model.step(user, from, 200);
        if status == 200 {
            self.model.users[user].status = to;
        }
        self.model.compare_user(&seen, user, status)
    }

    async fn delete_user(&mut self, user: usize) -> Outcome {
        let seen = self
            .send(By::Owner, Method::DELETE, &self.user(user), None)
            .await;
        let status = self.model.live(user).map_or(404, |_| 204);
        if status == 204 {
            self.model.users[user].status = Status::Deleted;
        }
        same(&seen, "the status", seen.status, status)
    }

    async fn issue_token(&mut self, user: usize) -> Outcome {
        let path = format!("{}/token", self.user(user));
        let seen = self.send(By::Owner, Method::POST, &path, None).await;
        let status = self.model.live(user).map_or(404, |_| 200);
        same(&seen, "the status", seen.status, status)?;
        if status == 200 {
            self.keep(user, &seen.data());
        }
        Ok(())
    }

    async fn issue_tokens(&mut self, one: usize, other: usize) -> Outcome {
        let ids = [one, other].map(|user| self.user(user).replace("/users/", ""));
        let body = Some(json!({ "user_ids": ids }));
        let seen = self
            .send(By::Owner, Method::POST, "/users/tokens", body)
            .await;
        let live = [one, other].map(|user| self.model.live(user).is_some());
        let status = if live == [true, true] { 200 } else { 404 };
        same(&seen, "the status", seen.status, status)?;
        let data = seen.data();
        let issued = data.as_array().map_or(&[][..], Vec::as_slice);
        for (user, token) in [one, other].into_iter().zip(issued) {
            self.keep(user, token);
        }
        let once = usize::from(one != other) + 1;
        same(
            &seen,
            "the number",
            issued.len(),
            if status == 200 { once } else { 0 },
        )
    }

    fn keep(&mut self, user: usize, issued: &Value) {
        let token = issued["token"].as_str().unwrap().to_owned();
        self.model.users[user].tokens.push(token);
    }

    async fn create_wallet(&mut self, by: By, user: usize, name: u32, count: usize) -> Outcome {
        let networks = NETWORKS.iter().take(count);
        let networks = networks.map(|(name, currency)| json!({"name": name, "currency": currency}));
        let networks: Vec<_> = networks.collect();
        let body = Some(json!({ "name": format!("Wallet {name}"), "networks": networks }));
        let path = format!("{}/wallets", self.user(user));
        let seen = self.send(by, Method::POST, &path, body).await;

        let status = self.model.may_create_wallet(by, user, name);
        same(&seen, "the status", seen.status, status)?;
        if status == 201 {
            let addresses = addresses(&seen.data());
            same(&seen, "the number of addresses", addresses.len(), count)?;
            self.model.wallets.push(Wallet {
                id: seen.data()["wallet_id"].as_str().unwrap().to_owned(),
                user,
                name,
                addresses,
            });
        }
        Ok(())
    }

    async fn list_wallets(&self, by: By, user: usize) -> Outcome {
        let path = format!("{}/wallets", self.user(user));
        let seen = self.send(by, Method::GET, &path, None).await;
        match self.model.reach_user(by, user) {
            Err(refusal) => same(&seen, "the status", seen.status, refusal),
            Ok(_) => {
                let wallets = self.model.wallets.iter();
                let own = wallets.filter(|wallet| wallet.user == user);
                let ids = sorted(own.map(|wallet| wallet.id.clone()).collect());
                same(&seen, "the list", members(&seen.data(), "wallet_id"), ids)
            }
        }
    }

    async fn create_address(&mut self, by: By, wallet: usize, network: usize) -> Outcome {
        let (network, currency) = NETWORKS[network];
        let body = Some(json!({ "network": network, "currency": currency }));
        let path = format!("{}/address", self.wallet(wallet));
        let seen = self.send(by, Method::POST, &path, body).await;
        match self.model.reach_wallet(by, wallet) {
            Ok(Status::Active) => same(&seen, "the status", seen.status, 201)?,
            Ok(_) => return same(&seen, "the status", seen.status, 400),
            Err(refusal) => return same(&seen, "the status", seen.status, refusal),
        }
        let seen_addresses = addresses(&seen.data());
        let known = &mut self.model.wallets[wallet].addresses;
        if let (false, Some(new)) = (known.contains_key(network), seen_addresses.get(network)) {
            known.insert(network.to_owned(), new.clone());
        }
        self.model.compare_wallet(&seen, by, wallet)
    }
}

/// An id that nothing has.
fn unknown() -> String {
    Uuid::new_v4().to_string()
}
