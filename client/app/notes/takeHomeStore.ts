import { create } from 'zustand'

/** Whether the choice of what is taken home is shown. */
export const useTakeHome = create<{ readonly shown: boolean }>(() => ({ shown: false }))

export const showTakeHome = (): void => useTakeHome.setState({ shown: true })
export const hideTakeHome = (): void => useTakeHome.setState({ shown: false })
