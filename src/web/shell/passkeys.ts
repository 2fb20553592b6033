// The browser's half of passkeys, loaded only when one is used.
import { Trouble } from '../client.ts'

export async function makePasskey(options: Record<string, unknown>): Promise<unknown> {
  const { startRegistration } = await import('@simplewebauthn/browser')
  return ceremony(() => startRegistration({ optionsJSON: options as never }))
}

export async function askPasskey(options: Record<string, unknown>): Promise<unknown> {
  const { startAuthentication } = await import('@simplewebauthn/browser')
  return ceremony(() => startAuthentication({ optionsJSON: options as never }))
}

async function ceremony<T>(run: () => Promise<T>): Promise<T> {
  try {
    return await run()
  } catch (error) {
    throw new Trouble({
      type: 'urn:tocsin:refusal:passkey-stopped',
      title: 'The passkey was not used',
      status: 0,
      refusal: 'passkey-stopped',
      detail: error instanceof Error ? error.message : String(error),
      whatToDo:
        'Start again, and confirm in the window of the browser or on the key. A code from the app works as well.',
    })
  }
}
