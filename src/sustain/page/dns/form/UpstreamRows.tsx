// The resolvers of a plan, each with how it is asked.
import type { ReactNode } from 'react'
import { CheckField, SelectField, TextField } from '#web/kit/Field.tsx'
import { say } from '#web/say.ts'
import { transports, type Upstream } from '../../../model/resolvers.ts'
import { Rows } from './Rows.tsx'

const blank: Upstream = { name: '', transport: 'udp', address: '', unionBased: false }

export function UpstreamRows(props: {
  title: string
  one: string
  upstreams: readonly Upstream[]
  onChange: (upstreams: Upstream[]) => void
}): ReactNode {
  const { title, one, upstreams, onChange } = props
  return (
    <Rows
      title={title}
      one={one}
      rows={upstreams}
      blank={blank}
      most={20}
      onChange={(rows) => onChange(rows.map(tidy))}
    >
      {(row, change) => (
        <>
          <TextField
            label={say('Name')}
            value={row.name}
            onChange={(name) => change({ name })}
            required
            maxLength={200}
          />
          <SelectField
            label={say('Transport')}
            value={row.transport}
            onChange={(value) => change({ transport: transports.find((it) => it === value) ?? 'udp' })}
            choices={transports.map((value) => ({ value, label: value.toUpperCase() }))}
          />
          <TextField
            label={say('Address')}
            value={row.address}
            onChange={(address) => change({ address })}
            required
            mono
            spellCheck={false}
          />
          <TextField
            label={say('Port')}
            optional
            inputMode="numeric"
            value={row.port === undefined ? '' : String(row.port)}
            onChange={(text) => change({ port: Number.parseInt(text, 10) || undefined } as Partial<Upstream>)}
          />
          {row.transport === 'dot' || row.transport === 'doh' ? (
            <TextField
              label={say('Name on its certificate')}
              value={row.tlsName ?? ''}
              onChange={(tlsName) => change({ tlsName })}
              mono
              spellCheck={false}
            />
          ) : null}
          <CheckField
            label={say('Union-based')}
            value={row.unionBased}
            onChange={(unionBased) => change({ unionBased })}
          />
        </>
      )}
    </Rows>
  )
}

/** What is empty is left out: the node refuses an empty name on a certificate, and a port of nothing. */
function tidy({ port, tlsName, ...rest }: Upstream): Upstream {
  return { ...rest, ...(port ? { port } : {}), ...(tlsName ? { tlsName } : {}) }
}
