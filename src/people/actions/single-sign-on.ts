// Single sign-on: OpenID Connect with PKCE, state and nonce. The provider vouches; the node decides who that is here.
import * as client from 'openid-client'
import type { Id } from '#kernel/id.ts'
import { done, type Reply, refuse } from '#kernel/reply.ts'
import { instant } from '#kernel/time.ts'
import { isLoopback } from '#platform/config.ts'
import type { Call, Edge, RawRoute } from '#platform/http/index.ts'
import type { Person, SecondFactorState } from '../model.ts'
import { ceremonySeconds } from '../rules/access-times.ts'
import { domainOf, emailKey, sameAddress } from '../rules/email-key.ts'
import { plusSeconds } from '../rules/lock-out.ts'
import { organisationRecord } from '../rules/organisation-record.ts'
import { personRecord } from '../rules/person-record.ts'
import { accountByEmail, accountBySubject, addAccount, NotPossible, tieToProvider } from '../store/accounts.ts'
import { mapDomain, signOnDomains } from '../store/directory.ts'
import { putCeremony, takeCeremony } from '../store/one-time.ts'
import { openSession } from './open-session.ts'
import { markingOf } from './persons.ts'
import { committed, ownView, ownWriter, type Room, viewOf } from './room.ts'
import { hashOf, newSecret } from './secrets.ts'
import { cookieName } from './session-cookie.ts'
import { mayWork } from './sign-in.ts'

const startPath = '/api/people/oidcStart'
const callbackPath = '/api/people/oidcCallback'
const binding = 'tocsin-sign-on'
const rediscoverMs = 3_600_000

interface Vouched {
  issuer: string
  subject: string
  email: string
  name: string
}

export type Provider = () => Promise<client.Configuration>

/** Asks the provider for its addresses at the first use, and again every hour: the node starts without it. */
export function createProvider(room: Pick<Room, 'settings' | 'clock'>): Provider {
  let found: { at: number; configuration: Promise<client.Configuration> } | undefined
  return () => {
    const { oidc } = room.settings
    if (!oidc) throw new Error('Single sign-on is not set up')
    const now = room.clock.now().getTime()
    if (!found || now - found.at > rediscoverMs) {
      const issuer = new URL(oidc.issuer)
      const plain = issuer.protocol === 'http:' && isLoopback(issuer.hostname)
      const configuration = client.discovery(issuer, oidc.clientId, oidc.clientSecret, undefined, {
        timeout: 10,
        ...(plain ? { execute: [client.allowInsecureRequests] } : {}),
      })
      found = { at: now, configuration }
      configuration.catch(() => (found = undefined))
    }
    return found.configuration
  }
}

export function singleSignOnRoutes(room: Room, provider: Provider): RawRoute[] {
  return [
    { method: 'GET', path: startPath, handle: async (edge) => ({ redirect: await begin(room, provider, edge) }) },
    // The session cookie is SameSite=Strict, so a browser that comes from the provider does not send what binds the
    // ceremony to it. The sign-in page takes the answer and sends it from within this site: finishSingleSignOn.
    {
      method: 'GET',
      path: callbackPath,
      handle: async (_edge, url) => ({
        redirect: `/sign-in#single-sign-on=${encodeURIComponent(url.search.slice(1))}`,
      }),
    },
  ]
}

export function signInOptionsOf(room: Room): { name: string; start: string } | null {
  return room.settings.oidc && { name: room.settings.oidc.name, start: startPath }
}

async function begin(room: Room, provider: Provider, edge: Edge): Promise<string> {
  if (!room.settings.oidc) return '/sign-in#single-sign-on-failed'
  try {
    const configuration = await provider()
    const verifier = client.randomPKCECodeVerifier()
    const nonce = client.randomNonce()
    const state = client.randomState()
    const bound = newSecret()
    const expires = plusSeconds(instant(room.clock.now()), ceremonySeconds)
    const facts = { verifier, nonce, state }
    await putCeremony(room.journal.sql, {
      hash: hashOf(bound),
      purpose: 'single-sign-on',
      session: null,
      facts,
      expires,
    })
    edge.setCookie(cookieName(edge, binding), bound, { maxAgeSeconds: ceremonySeconds })
    const url = client.buildAuthorizationUrl(configuration, {
      redirect_uri: `${edge.origin}${callbackPath}`,
      scope: 'openid email profile',
      code_challenge: await client.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
      state,
      nonce,
    })
    return url.href
  } catch (error) {
    room.log.warn({ err: error }, 'the identity provider could not be reached')
    return '/sign-in#single-sign-on-failed'
  }
}

export async function finishSingleSignOn(
  room: Room,
  provider: Provider,
  input: { answer: string },
  call: Call,
): Promise<Reply<{ secondFactor: SecondFactorState }>> {
  if (!room.settings.oidc) return refuse('no-single-sign-on')
  const bound = call.edge.cookie(cookieName(call.edge, binding))
  call.edge.clearCookie(cookieName(call.edge, binding))
  const ceremony = bound ? await takeCeremony(room.journal.sql, hashOf(bound), 'single-sign-on', call.now) : undefined
  if (!ceremony) return failed('It took too long, or was begun in another browser.')
  const vouched = await askProvider(room, provider, call, input.answer, ceremony.facts)
  if (!vouched) return failed('The identity provider did not confirm it.')
  const person = await personFor(room, vouched)
  if (!person.ok) return person
  if (!(await mayWork(room, person.value))) return failed('This person may not sign in here.')
  await openSession(room, call, person.value, false)
  return done({ secondFactor: 'none' })
}

function failed(detail: string) {
  return refuse('single-sign-on-failed', detail)
}

/** What the provider says, checked: code, state, nonce, signature, audience, and an address that it has verified. */
async function askProvider(
  room: Room,
  provider: Provider,
  call: Call,
  answer: string,
  facts: Record<string, string>,
): Promise<Vouched | undefined> {
  const { verifier, nonce, state } = facts
  if (!verifier || !nonce || !state) return undefined
  try {
    const configuration = await provider()
    const came = new URL(`${call.edge.origin}${callbackPath}?${answer}`)
    const tokens = await client.authorizationCodeGrant(configuration, came, {
      pkceCodeVerifier: verifier,
      expectedNonce: nonce,
      expectedState: state,
      idTokenExpected: true,
    })
    const claims = tokens.claims()
    if (!claims) return undefined
    const told =
      typeof claims.email === 'string'
        ? claims
        : { ...claims, ...(await client.fetchUserInfo(configuration, tokens.access_token, claims.sub)) }
    const email = 'email' in told && typeof told.email === 'string' ? told.email : ''
    if (told.email_verified !== true || !/^[^\s@]+@[^\s@]+$/.test(email) || email.length > 254) return undefined
    const name = 'name' in told && typeof told.name === 'string' && told.name.trim() !== '' ? told.name : email
    return { issuer: claims.iss, subject: claims.sub, email, name: name.replace(/\p{Cc}/gu, ' ').slice(0, 200) }
  } catch (error) {
    room.log.warn({ err: error }, 'single sign-on failed')
    return undefined
  }
}

/** Known by issuer and subject; announced by an administrator under the verified address; or new, as a reader. */
async function personFor(room: Room, vouched: Vouched): Promise<Reply<Id>> {
  const known = await accountBySubject(room.journal.sql, vouched.issuer, vouched.subject)
  if (known) return done(known.person)
  const account = await accountByEmail(room.journal.sql, emailKey(vouched.email))
  return account ? claim(room, vouched, account.person) : admit(room, vouched)
}

/** Never takes over an account with a password: whoever runs the provider would then be everybody here. */
async function claim(room: Room, vouched: Vouched, person: Id): Promise<Reply<Id>> {
  const held = await room.journal.reads.one(personRecord, ownView(room), person)
  const announced = held?.state.signsInWith === 'single-sign-on' && sameAddress(held.state.email, vouched.email)
  if (!held || !announced || held.state.status === 'disabled') {
    return failed('Somebody here has this address and does not sign in this way. An administrator can change that.')
  }
  return committed(room, ownWriter(room, 'people.finishSingleSignOn'), async (unit) => {
    const now = await unit.read(personRecord, person)
    if (now?.state.status === 'invited') await unit.append(personRecord, 'people.invitationAccepted', person, {})
    unit.also(async (sql) => {
      if (!(await tieToProvider(sql, person, vouched.issuer, vouched.subject))) throw new NotPossible('email-taken')
    })
    return done(person)
  }).then((reply) => (reply.ok ? reply : failed('This address belongs to somebody else at the provider.')))
}

/** Somebody new gets the least: a reader, of the organisation that their domain was mapped to, else of the home. */
async function admit(room: Room, vouched: Vouched): Promise<Reply<Id>> {
  const domains = await signOnDomains(room.journal.sql)
  const organisation = domains.find((row) => row.domain === domainOf(vouched.email))?.organisation ?? room.journal.home
  const person: Person = {
    name: vouched.name,
    email: vouched.email,
    organisation,
    roles: ['reader'],
    language: 'en',
    status: 'active',
    signsInWith: 'single-sign-on',
  }
  const reply = await committed(room, ownWriter(room, 'people.finishSingleSignOn'), async (unit) => {
    if (!(await unit.read(organisationRecord, organisation))) return failed('This node is not set up yet.')
    const { held } = await unit.open(personRecord, 'people.personAdmitted', person, {
      owner: room.journal.home,
      marking: markingOf(room, organisation),
    })
    const { issuer, subject } = vouched
    unit.also((sql) =>
      addAccount(sql, {
        person: held.id,
        email_key: emailKey(vouched.email),
        signs_in_with: 'single-sign-on',
        issuer,
        subject,
      }),
    )
    return done(held.id)
  })
  return reply.ok || reply.refusal === 'single-sign-on-failed' ? reply : failed('Try again.')
}

export async function mapSingleSignOn(
  room: Room,
  input: { domain: string; organisation: Id | null },
  call: Call,
): Promise<Reply<{ done: true }>> {
  if (input.organisation !== null) {
    const held = await room.journal.reads.one(organisationRecord, viewOf(call), input.organisation)
    if (!held?.state.active) return refuse('unknown-organisation', undefined, '/organisation')
  }
  await mapDomain(room.journal.sql, input.domain, input.organisation)
  return done({ done: true })
}

export async function listSingleSignOn(room: Room): Promise<Reply<{ items: { domain: string; organisation: Id }[] }>> {
  return done({ items: await signOnDomains(room.journal.sql) })
}
