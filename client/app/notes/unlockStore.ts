import { create } from 'zustand'

/** Whether the way to unlock private notes is shown. */
export const useUnlocking = create<{ readonly open: boolean }>()(() => ({ open: false }))

/** Shows how private notes are unlocked on this device, over whatever is on the screen. */
export const showUnlock = (): void => useUnlocking.setState({ open: true })
