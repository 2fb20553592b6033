// Reading a configuration, or where questions went: first what it says, line by line, then into a network if a person wants it.
import { type ReactNode, useState } from 'react'
import type { OutputOf } from '#kernel/contract.ts'
import { useAsk, useSend } from '#web/ask.ts'
import { Dialog } from '#web/kit/Dialog.tsx'
import { RadioField, SelectField } from '#web/kit/Field.tsx'
import { Form } from '#web/kit/Form.tsx'
import { toast } from '#web/kit/Toast.tsx'
import { say } from '#web/say.ts'
import { importDnsObservation, importResolverConfiguration, listDnsUse } from '../../api/resolvers.ts'

type Configured = OutputOf<typeof importResolverConfiguration>
type Observed = OutputOf<typeof importDnsObservation>

export function FileDialog({ into: given, onClose }: { into?: string; onClose: () => void }): ReactNode {
  const configuring = useSend(importResolverConfiguration)
  const observing = useSend(importDnsObservation)
  const uses = useAsk(listDnsUse, { active: true, limit: 500 }, { hears: ['sustain.dnsUse'] }).data?.uses ?? []
  const [file, setFile] = useState<File>()
  const [kind, setKind] = useState('configuration')
  const [into, setInto] = useState(given ?? '')
  const [configured, setConfigured] = useState<Configured>()
  const [observed, setObserved] = useState<Observed>()
  const tried = configured ?? observed

  async function send(): Promise<void> {
    if (!file) return
    const input = { name: file.name.slice(0, 200), ...(tried && into ? { into } : {}) }
    if (kind === 'configuration') setConfigured(await configuring.send(input, file))
    else setObserved(await observing.send(input, file))
    if (!tried || !into) return
    toast(say('Taken into the network.'))
    onClose()
  }

  return (
    <Dialog title={say('Read a file')} open wide onClose={onClose}>
      <Form
        submit={tried ? say('Take it into the network') : say('Read it')}
        pending={configuring.pending || observing.pending}
        error={configuring.error ?? observing.error}
        onSubmit={send}
      >
        {tried ? null : (
          <>
            <RadioField
              label={say('What is it?')}
              value={kind}
              onChange={setKind}
              choices={[
                {
                  value: 'configuration',
                  label: say('A configuration'),
                  hint: say('resolv.conf, unbound, BIND, Knot Resolver, dnsdist, systemd-resolved, dnsmasq'),
                },
                {
                  value: 'observation',
                  label: say('Where questions went'),
                  hint: say('CSV or JSON with address, port and count'),
                },
              ]}
            />
            <label className="field">
              <span>{say('File')}</span>
              <input type="file" required className="input" onChange={(event) => setFile(event.target.files?.[0])} />
            </label>
          </>
        )}
        {configured ? <Said configured={configured} /> : null}
        {observed ? <Seen observed={observed} /> : null}
        {tried ? (
          <SelectField
            label={say('Network')}
            value={into}
            onChange={setInto}
            required
            choices={uses.map(({ id, state }) => ({ value: id, label: state.network }))}
            none={say('Choose one')}
          />
        ) : (
          <p className="hint">{say('It is only read at first; nothing is written.')}</p>
        )}
      </Form>
    </Dialog>
  )
}

function Said({ configured: { configuration, proposals } }: { configured: Configured }): ReactNode {
  const { form, read, notRead, notReadTotal, remarks } = configuration
  return (
    <div className="stack tight" role="status">
      <p>{say('Read as {form}.', { form })}</p>
      <ul className="small">
        {read.map(({ line, text, means }) => (
          <li key={`${line} ${means}`}>
            <span className="quiet">{say('Line {line}', { line })}</span>{' '}
            <span className="mono wrap-anywhere">{text}</span>: {means}
          </li>
        ))}
      </ul>
      {notReadTotal > 0 ? (
        <details open={notReadTotal < 6}>
          <summary>{say('Left out: {n}', { n: notReadTotal })}</summary>
          <ul className="small">
            {notRead.map(({ line, text, means }) => (
              <li key={`${line} ${text} ${means}`}>
                <span className="quiet">{say('Line {line}', { line })}</span>{' '}
                <span className="mono wrap-anywhere">{text}</span>: {means}
              </li>
            ))}
          </ul>
        </details>
      ) : null}
      {[...remarks, ...proposals].map((text) => (
        <p key={text} className="small">
          {text}
        </p>
      ))}
    </div>
  )
}

function Seen({ observed: { total, resolvers, notTold, leftOut, leftOutTotal } }: { observed: Observed }): ReactNode {
  return (
    <div className="stack tight" role="status">
      <p>{say('{total} questions were counted.', { total })}</p>
      <ul className="small">
        {resolvers.slice(0, 20).map(({ address, transport, port, share, known }) => (
          <li key={`${address} ${transport} ${port}`}>
            {(share * 100).toFixed(1)} % {known ?? say('not known')} <span className="mono">{address}</span> {transport}
          </li>
        ))}
      </ul>
      {notTold.rows > 0 ? (
        <p className="small">{say('{n} rows of port 443 are the web, and were not counted.', { n: notTold.rows })}</p>
      ) : null}
      {leftOutTotal > 0 ? (
        <details>
          <summary>{say('Left out: {n}', { n: leftOutTotal })}</summary>
          <ul className="small">
            {leftOut.map(({ line, why }) => (
              <li key={line}>{say('Line {line}: {why}', { line, why })}</li>
            ))}
          </ul>
        </details>
      ) : null}
    </div>
  )
}
