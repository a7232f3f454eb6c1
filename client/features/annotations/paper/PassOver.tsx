import { Component, type ReactNode } from 'react'

interface PassOverProps {
  /** What is drawn: another one is tried anew. */
  readonly what: unknown
  readonly children: ReactNode
}

interface PassOverState {
  readonly failed: boolean
  readonly what: unknown
}

/** Draws nothing where drawing fails, so that what others show can never take the screen down. */
export class PassOver extends Component<PassOverProps, PassOverState> {
  override state: PassOverState = { failed: false, what: this.props.what }

  static getDerivedStateFromError(): Partial<PassOverState> {
    return { failed: true }
  }

  static getDerivedStateFromProps({ what }: PassOverProps, state: PassOverState): PassOverState | null {
    return what === state.what ? null : { failed: false, what }
  }

  override render(): ReactNode {
    return this.state.failed ? null : this.props.children
  }
}
