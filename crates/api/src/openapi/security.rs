//! How one proves who one is, as the document tells it: people by password, integrations by their key, both then by the token.

use domain::Word;
use domain::access::KeyScope;
use utoipa::openapi::Components;
use utoipa::openapi::security::{
    ClientCredentials, Flow, HttpAuthScheme, HttpBuilder, OAuth2, Password, Scopes, SecurityRequirement, SecurityScheme,
};

const TOKEN: &str = "/oauth/token";

/// The names of the schemes.
const SCHEMES: [&str; 3] = ["bearer", "password", "client_credentials"];

const BEARER: &str = "An access token, or the API key of an integration as it is.";
const PASSWORD: &str = "People log in by e-mail address and password.";
const KEY: &str = "Integrations: their id as `client_id`, an API key as `client_secret`. Which scopes a key may have is said when it is issued; \
    left out, the token has all of its key's.";

/// Puts the schemes among the components.
pub(super) fn declare(components: &mut Components) {
    let password = Flow::Password(Password::with_refresh_url(TOKEN, Scopes::new(), TOKEN));
    let scopes: Scopes = KeyScope::ALL.iter().map(|scope| (scope.as_str(), about(*scope))).collect();
    let key = Flow::ClientCredentials(ClientCredentials::new(TOKEN, scopes));
    let bearer = HttpBuilder::new().scheme(HttpAuthScheme::Bearer).description(Some(BEARER)).build();
    let [of_bearer, of_password, of_key] = SCHEMES;
    components.add_security_scheme(of_bearer, SecurityScheme::Http(bearer));
    components.add_security_scheme(of_password, SecurityScheme::OAuth2(OAuth2::with_description([password], PASSWORD)));
    components.add_security_scheme(of_key, SecurityScheme::OAuth2(OAuth2::with_description([key], KEY)));
}

/// Any of them will do.
pub(super) fn any() -> Vec<SecurityRequirement> {
    let none: [&str; 0] = [];
    SCHEMES.iter().map(|scheme| SecurityRequirement::new(*scheme, none)).collect()
}

/// What a token with this scope may do.
fn about(scope: KeyScope) -> &'static str {
    match scope {
        KeyScope::CallsWrite => "Report calls.",
        KeyScope::ClientsRead => "Read clients and what belongs to them.",
        KeyScope::ClientsWrite => "Enter and change clients, contacts and activities.",
        KeyScope::SalesWrite => "Enter and change sales in draft and product lines.",
        KeyScope::PaymentsWrite => "Enter payments and refunds.",
        KeyScope::EventsRead => "Read events, as a list and as a stream.",
    }
}
