// What the operations of this room may refuse with, and what can be done about it.
import type { RefusalMeaning } from '#kernel/contract.ts'

export const refusals = {
  'wrong-credentials': {
    status: 401,
    title: 'That is not right',
    whatToDo:
      'Check e-mail address, password and code. If you forgot the password, ask an administrator for a reset link.',
  },
  'wrong-password': { status: 403, title: 'The password is not right', whatToDo: 'Type your present password again.' },
  'wrong-code': {
    status: 422,
    title: 'The code is not right, or was used before',
    whatToDo: 'Wait for the next code to appear and type that. Check that the clock of your phone is right.',
  },
  'weak-password': {
    status: 422,
    title: 'The password is too easy to guess',
    whatToDo: 'Take at least 12 characters that are not a common password: four random words do well.',
  },
  'link-not-valid': {
    status: 404,
    title: 'The link is not valid, was used, or is too old',
    whatToDo: 'Ask for a new one. The set-up link is printed anew at each start of the node.',
  },
  'already-set-up': { status: 409, title: 'The node is set up already', whatToDo: 'Sign in instead.' },
  'session-needed': {
    status: 403,
    title: 'This cannot be done with an API token',
    whatToDo: 'Sign in with a browser: ways of signing in are never changed by a token.',
  },
  'single-sign-on': {
    status: 409,
    title: 'This person signs in through single sign-on',
    whatToDo: 'Change passwords and second factors at the identity provider.',
  },
  'email-taken': {
    status: 409,
    title: 'Another person of this node has that e-mail address',
    whatToDo: 'Use another address, or change the person who has it.',
  },
  'unknown-organisation': {
    status: 422,
    title: 'There is no such organisation, or it is not active',
    whatToDo: 'Register the organisation first, or use its id as listOrganisations shows it.',
  },
  'unknown-country': {
    status: 422,
    title: 'That is not a country code of ISO 3166-1',
    whatToDo: 'Use two letters such as FR; leave it out only for bodies of the Union or of NATO.',
  },
  'unknown-sector': {
    status: 422,
    title: 'That is not a sector of NIS2',
    whatToDo: 'Use the ids that people.listSectors gives.',
  },
  'client-of-itself': {
    status: 422,
    title: 'An organisation cannot be a client of itself',
    whatToDo: 'Leave its own id out of the list.',
  },
  'last-administrator': {
    status: 409,
    title: 'The node would be left without an administrator',
    whatToDo: 'Make another person administrator first.',
  },
  'administrator-elsewhere': {
    status: 422,
    title: 'An administrator must belong to the organisation whose node this is',
    whatToDo: 'Leave the role out, or move the person to the home organisation.',
  },
  'home-organisation': {
    status: 409,
    title: 'The organisation whose node this is stays active',
    whatToDo: 'Change its name or details instead.',
  },
  'members-left': {
    status: 409,
    title: 'The organisation still has persons who may sign in',
    whatToDo: 'Disable them or move them first.',
  },
  'last-factor': {
    status: 409,
    title: 'This node asks everybody for a second factor',
    whatToDo: 'Add another one first, then remove this.',
  },
  'passkeys-need-a-name': {
    status: 409,
    title: 'Passkeys do not work on a bare IP address or without encryption',
    whatToDo: 'Use codes, or let the administrator set TOCSIN_ORIGIN to an https:// address with a host name.',
  },
  'passkey-refused': {
    status: 422,
    title: 'The passkey could not be checked',
    whatToDo: 'Start again; it must be done within five minutes, on this page.',
  },
  'expiry-not-valid': {
    status: 422,
    title: 'A token must end between one hour and one year from now',
    whatToDo: 'Choose another day.',
  },
  'too-many-tokens': { status: 409, title: 'There are 50 tokens already', whatToDo: 'Revoke one that is not needed.' },
  'single-sign-on-failed': {
    status: 401,
    title: 'Signing in through single sign-on did not work',
    whatToDo: 'Start again from the sign-in page. If it fails again, show the detail to an administrator of this node.',
  },
  'no-single-sign-on': {
    status: 409,
    title: 'Single sign-on is not set up on this node',
    whatToDo: 'Set TOCSIN_OIDC_ISSUER and its companions, then start the node again.',
  },
} as const satisfies Record<string, RefusalMeaning>

/** The named ones, for a contract. */
export function refusing(...names: (keyof typeof refusals)[]): Record<string, RefusalMeaning> {
  return Object.fromEntries(names.map((name) => [name, refusals[name]]))
}
