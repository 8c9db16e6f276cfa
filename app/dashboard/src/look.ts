// Light, dark, or as the machine has it.
export type Look = 'auto' | 'light' | 'dark';

export const currentLook = (): Look => {
  const kept = localStorage.getItem('look');
  return kept === 'light' || kept === 'dark' ? kept : 'auto';
};

export function setLook(look: Look) {
  localStorage.setItem('look', look);
  wearLook();
}

export function wearLook() {
  const look = currentLook();
  if (look === 'auto') delete document.documentElement.dataset.look;
  else document.documentElement.dataset.look = look;
}
