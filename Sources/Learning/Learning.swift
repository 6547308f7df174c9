public enum Learning {}
