// Buttons: one kind for the next step, one for the rest, one that warns.
import type { ReactNode } from 'react'
import { Button as AriaButton, type ButtonProps as AriaProps } from 'react-aria-components/Button'
import { Icon, type IconName } from './Icon.tsx'

export interface ButtonProps extends Omit<AriaProps, 'className' | 'style' | 'children'> {
  kind?: 'first' | 'plain' | 'quiet' | 'danger'
  small?: boolean
  icon?: IconName
  /** For a button that shows only its icon: `aria-label` is then its word. */
  bare?: boolean
  children?: ReactNode
}

export function Button({ kind = 'plain', small, icon, bare, children, ...rest }: ButtonProps): ReactNode {
  return (
    <AriaButton className={buttonClass(kind, small, bare)} {...rest}>
      {icon ? <Icon name={icon} size={small ? 16 : 18} /> : null}
      {children}
    </AriaButton>
  )
}

/** The look of a button, for links that lead to a next step. */
export function buttonClass(kind: ButtonProps['kind'] = 'plain', small = false, bare = false): string {
  return `button ${kind}${small ? ' small' : ''}${bare ? ' bare' : ''}`
}
