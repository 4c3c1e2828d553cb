/**
 * Shows the file in a tab of its own. The tab is opened at once, within the press, so that no browser
 * takes it for an advertisement; it fills when the file has come, and closes when it cannot come.
 */
export async function showInTab(bring: () => Promise<Blob>): Promise<void> {
  const tab = open('', '_blank');
  try {
    const url = URL.createObjectURL(await bring());
    if (tab) tab.location.href = url;
    else open(url, '_blank');
    // Some browsers read it only after the press is over.
    setTimeout(() => URL.revokeObjectURL(url), 60_000);
  } catch (error) {
    tab?.close();
    throw error;
  }
}
