/**
 * Lets a new version of the application take over, and begins the page anew with it. Not left to the plugin that
 * registers the service worker: it leaves a page as it is that stands since the device's very first visit.
 * @param apply what makes the waiting service worker the one in charge
 */
export const beginAnew = (apply: () => Promise<void>): Promise<void> => {
  navigator.serviceWorker.addEventListener('controllerchange', () => location.reload(), { once: true })
  return apply()
}
