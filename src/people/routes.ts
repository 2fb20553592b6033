// Which contract is answered by which action.
import { done } from '#kernel/reply.ts'
import { type Binding, bind } from '#platform/http/index.ts'
import * as invitations from './actions/invitations.ts'
import * as mailKeys from './actions/mail-keys.ts'
import * as sessions from './actions/open-session.ts'
import * as organisations from './actions/organisations.ts'
import { changePassword } from './actions/own-password.ts'
import * as passkeys from './actions/passkeys.ts'
import * as persons from './actions/persons.ts'
import * as realms from './actions/realms.ts'
import type { Room } from './actions/room.ts'
import { setUp } from './actions/set-up.ts'
import { signIn } from './actions/sign-in.ts'
import * as signOn from './actions/single-sign-on.ts'
import * as tokens from './actions/tokens.ts'
import * as totp from './actions/totp.ts'
import * as who from './actions/who-am-i.ts'
import * as api from './api.ts'
import { relyingParty } from './rules/relying-party.ts'
import { anybody } from './store/accounts.ts'

export function peopleBindings(room: Room, provider: signOn.Provider): Binding[] {
  return [
    bind(api.setUpState, async () => done({ needed: !(await anybody(room.journal.sql)) })),
    bind(api.setUp, (input, call) => setUp(room, input, call)),
    bind(api.signInOptions, async (_input, call) =>
      done({
        password: true,
        passkeys: relyingParty(call.edge.origin) !== undefined,
        singleSignOn: signOn.signInOptionsOf(room),
        secondFactor: room.settings.secondFactor,
      }),
    ),
    bind(api.signIn, (input, call) => signIn(room, input, call)),
    bind(api.signOut, (_input, call) => sessions.signOut(room, call)),
    bind(api.whoAmI, (_input, call) => who.whoAmI(room, call)),
    bind(api.passkeyOptions, (_input, call) => passkeys.passkeyOptions(room, call)),
    bind(api.signInWithPasskey, (input, call) => passkeys.signInWithPasskey(room, input, call)),
    bind(api.finishSingleSignOn, (input, call) => signOn.finishSingleSignOn(room, provider, input, call)),
    bind(api.acceptInvitation, (input, call) => invitations.acceptInvitation(room, input, call)),
    bind(api.resetPassword, (input, call) => invitations.resetPassword(room, input, call)),

    bind(api.listSecondFactors, (_input, call) => who.listSecondFactors(room, call)),
    bind(api.startTotp, (input, call) => totp.startTotp(room, input, call)),
    bind(api.confirmTotp, (input, call) => totp.confirmTotp(room, input, call)),
    bind(api.removeSecondFactor, (input, call) => totp.removeSecondFactor(room, input, call)),
    bind(api.startPasskey, (input, call) => passkeys.startPasskey(room, input, call)),
    bind(api.addPasskey, (input, call) => passkeys.addPasskey(room, input, call)),
    bind(api.changePassword, (input, call) => changePassword(room, input, call)),
    bind(api.listSessions, (_input, call) => sessions.listSessions(room, call)),
    bind(api.endSession, (input, call) => sessions.endSession(room, input, call)),
    bind(api.createToken, (input, call) => tokens.createToken(room, input, call)),
    bind(api.listTokens, (_input, call) => tokens.listTokens(room, call)),
    bind(api.revokeToken, (input, call) => tokens.revokeToken(room, input, call)),

    bind(api.listMailKeys, (input, call) => mailKeys.listMailKeys(room, input, call)),
    bind(api.addMailKey, (input, call) => mailKeys.addMailKey(room, input, call)),
    bind(api.removeMailKey, (input, call) => mailKeys.removeMailKey(room, input, call)),

    bind(api.listPersons, (input, call) => persons.listPersons(room, input, call)),
    bind(api.getPerson, (input, call) => persons.getPerson(room, input, call)),
    bind(api.invitePerson, (input, call) => invitations.invitePerson(room, input, call)),
    bind(api.renewInvitation, (input, call) => invitations.renewInvitation(room, input, call)),
    bind(api.offerPasswordReset, (input, call) => invitations.offerPasswordReset(room, input, call)),
    bind(api.changePerson, (input, call) => persons.changePerson(room, input, call)),
    bind(api.disablePerson, (input, call) => persons.disablePerson(room, input, call)),
    bind(api.enablePerson, (input, call) => persons.enablePerson(room, input, call)),
    bind(api.erasePerson, (input, call) => persons.erasePerson(room, input, call)),
    bind(api.enterRealm, (input, call) => realms.enterRealm(room, input, call)),
    bind(api.leaveRealm, (input, call) => realms.leaveRealm(room, input, call)),
    bind(api.mapSingleSignOn, (input, call) => signOn.mapSingleSignOn(room, input, call)),
    bind(api.listSingleSignOn, () => signOn.listSingleSignOn(room)),

    bind(api.registerOrganisation, (input, call) => organisations.registerOrganisation(room, input, call)),
    bind(api.changeOrganisation, (input, call) => organisations.changeOrganisation(room, input, call)),
    bind(api.getOrganisation, (input, call) => organisations.getOrganisation(room, input, call)),
    bind(api.listOrganisations, (input, call) => organisations.listOrganisations(room, input, call)),
    bind(api.listSectors, async () =>
      done({ items: [...room.sectors], source: 'Directive (EU) 2022/2555, Annexes I and II' }),
    ),
    bind(api.listCountries, async () => done({ items: [...room.countries] })),
  ]
}
